"""An integrator hears of the applications that came by its contract and of no other: a subscription is one more way to
read, beside those of inventory's test_a_contract_over_one_district.py."""

from uuid import UUID, uuid4

from chassis.testing.streams import Subscriber
from enrollment.domain.admission.ids import ApplicationId, SeatPlanId
from enrollment.testing.stories import Story

from .conftest import Follow

CONTRACT = uuid4()
IN_FORCE = """
insert into integrator_contract (id, client, topics, purpose, valid_from, valid_until, version)
values ($1, 'portal', '{}', 'applications', now() - interval '1 day', now() + interval '1 day', 1)
on conflict do nothing
"""


async def came_by(told: Story, contract: UUID | None, plan: SeatPlanId, *, after: float) -> ApplicationId:
    """An application that a portal sent, or a family itself."""
    application = await told.admissions.application([plan], after=after)
    pool = told.graph.app.state.pool
    await pool.execute(IN_FORCE, CONTRACT)
    await pool.execute("update application set contract_id = $2 where id = $1", application, contract)
    await told.catch_up()
    return application


async def heard(screen: Subscriber) -> int | None:
    (choice,) = (await screen.next())["data"]["positionChanged"]["choices"]
    position: int | None = choice["position"]
    return position


async def test_it_hears_what_moves_its_own_application_and_nothing_of_the_familys_name(
    told: Story, follow: Follow
) -> None:
    plan = await told.admissions.programme(seats=1)
    ours = await came_by(told, CONTRACT, plan, after=1)
    token = told.graph.token([f"integrator@contract:{CONTRACT}"])

    async with follow(None, ours, token=token) as portal:
        assert await heard(portal) == 1
        await told.admissions.application([plan], after=9, claims=["FIRST"])
        await told.catch_up()

        assert await heard(portal) == 2


async def test_of_an_application_outside_its_contract_it_hears_what_it_hears_of_none(
    told: Story, follow: Follow
) -> None:
    plan = await told.admissions.programme(seats=1)
    theirs = await came_by(told, uuid4(), plan, after=1)
    nobodys = await came_by(told, None, plan, after=2)
    token = told.graph.token([f"integrator@contract:{CONTRACT}"])

    answers = []
    for application in (theirs, nobodys, uuid4()):
        async with follow(None, application, token=token) as portal:
            answers.append(await portal.rest())

    assert answers[0] == answers[1] == answers[2]
    assert [error["extensions"]["code"] for error in answers[0][0]["errors"]] == ["NOT_FOUND"]


async def test_when_an_application_leaves_its_contract_its_stream_ends(told: Story, follow: Follow) -> None:
    plan = await told.admissions.programme(seats=1)
    ours = await came_by(told, CONTRACT, plan, after=1)
    token = told.graph.token([f"integrator@contract:{CONTRACT}"])

    async with follow(None, ours, token=token) as portal:
        assert await heard(portal) == 1
        await told.graph.app.state.pool.execute(
            "update application set contract_id = null where id = $1", ours
        )
        await told.admissions.application([plan], after=9, claims=["FIRST"])
        await told.catch_up()

        (last,) = await portal.rest()

    assert last["data"] is None

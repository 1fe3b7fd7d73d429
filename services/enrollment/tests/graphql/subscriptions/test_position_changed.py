"""A family is told when its place in a queue changes: once, with the cause, and nobody else's."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from chassis.testing.databases import Database
from chassis.testing.streams import Subscriber
from chassis.testing.surroundings import anybody
from enrollment.domain.admission.ids import ApplicationId, SeatPlanId
from enrollment.domain.queue import Kind
from enrollment.testing.admissions import APRIL_1
from enrollment.testing.stories import Story
from enrollment.usecases.admission.add_choice import AddChoice, add_choice

from .conftest import Follow, flowing, screen_of

NOBODYS = "00000000-0000-7000-8000-000000000000"


async def families(told: Story, plan: SeatPlanId, many: int) -> list[ApplicationId]:
    """So many applications, one after the other."""
    found = [await told.admissions.application([plan], after=after) for after in range(many)]
    await told.catch_up()
    return found


async def comes_first(told: Story, plan: SeatPlanId, *, after: float = 99) -> ApplicationId:
    """Another family whose claim to go before others is verified."""
    application = await told.admissions.application([plan], after=after, claims=["SIBLING"])
    await told.catch_up()
    return application


async def withdrawn(told: Story, application: ApplicationId) -> None:
    async with told.admissions.work() as unit:
        found = await unit.applications.get(application)
        found.withdraw()
        await unit.queue_facts.note(Kind.WITHDRAWN, found, at=APRIL_1)
        found.events.clear()
    await told.catch_up()


def changed(answer: dict[str, Any]) -> dict[str, Any]:
    assert "errors" not in answer, answer
    return dict(answer["data"]["positionChanged"])


async def moved(screen: Subscriber) -> tuple[int | None, int | None]:
    """From where to where a screen was told."""
    (only,) = await all_moved(screen)
    return only


async def all_moved(screen: Subscriber) -> list[tuple[int | None, int | None]]:
    return [(each["before"], each["position"]) for each in changed(await screen.next())["choices"]]


async def test_somebody_elses_claim_moves_the_family_and_its_screen_hears_it_once(
    told: Story, follow: Follow
) -> None:
    plan = await told.admissions.programme(seats=2)
    first, _, third, _ = await families(told, plan, 4)

    async with follow(await told.guardian_of(third), third) as screen:
        assert await moved(screen) == (None, 3)
        await comes_first(told, plan)

        (choice,) = changed(await screen.next())["choices"]
        assert (choice["before"], choice["position"]) == (3, 4)
        assert choice["causes"] == [{"kind": "CLAIM_VERIFIED", "rule": "SIBLING", "own": False, "amount": 1}]

        await withdrawn(told, first)
        assert await moved(screen) == (4, 3)
        assert screen.heard == 0


async def test_nobody_is_woken_for_what_happens_behind_them(told: Story, follow: Follow) -> None:
    plan = await told.admissions.programme(seats=2)
    first, second = await families(told, plan, 2)

    async with follow(await told.guardian_of(first), first) as screen:
        assert await moved(screen) == (None, 1)
        await withdrawn(told, second)
        await families(told, plan, 2)
        await comes_first(told, plan)

        assert await moved(screen) == (1, 2)


async def test_another_queue_is_another_familys_matter(told: Story, follow: Follow) -> None:
    ours, theirs = [await told.admissions.programme(seats=1) for _ in range(2)]
    (amina,) = await families(told, ours, 1)
    (timur,) = await families(told, theirs, 1)

    async with (
        follow(await told.guardian_of(amina), amina) as at_aminas,
        follow(await told.guardian_of(timur), timur) as at_timurs,
    ):
        assert [await moved(screen) for screen in (at_aminas, at_timurs)] == [(None, 1), (None, 1)]
        await comes_first(told, theirs)
        assert await moved(at_timurs) == (1, 2)
        await comes_first(told, ours)

        assert await moved(at_aminas) == (1, 2)


async def test_who_goes_on_after_a_cursor_misses_nothing_and_hears_nothing_twice(
    told: Story, follow: Follow
) -> None:
    plan = await told.admissions.programme(seats=1)
    first, amina = await families(told, plan, 2)
    mother = await told.guardian_of(amina)
    async with follow(mother, amina) as screen:
        cursor = changed(await screen.next())["cursor"]
    await comes_first(told, plan)
    await comes_first(told, plan)
    await withdrawn(told, first)

    async with follow(mother, amina, after=cursor) as screen:
        missed = changed(await screen.next())
    async with follow(mother, amina, after=missed["cursor"]) as screen:
        await comes_first(told, plan)
        next_one = await moved(screen)

    (choice,) = missed["choices"]
    assert (choice["before"], choice["position"]) == (2, 3)
    assert [(cause["kind"], cause["amount"]) for cause in choice["causes"]] == [
        ("CLAIM_VERIFIED", 2),
        ("WITHDRAWN", -1),
    ]
    assert next_one == (3, 4)


async def test_a_position_that_came_back_is_told_too(told: Story, follow: Follow) -> None:
    plan = await told.admissions.programme(seats=1)
    (amina,) = await families(told, plan, 1)
    mother = await told.guardian_of(amina)
    async with follow(mother, amina) as screen:
        cursor = changed(await screen.next())["cursor"]
    await withdrawn(told, await comes_first(told, plan))

    async with follow(mother, amina, after=cursor) as screen:
        (choice,) = changed(await screen.next())["choices"]

    assert (choice["before"], choice["position"]) == (1, 1)
    assert [cause["amount"] for cause in choice["causes"]] == [1, -1]


async def test_ones_own_claim_is_a_cause_and_leaving_the_queue_is_told(told: Story, follow: Follow) -> None:
    plan = await told.admissions.programme(seats=1)
    _, amina = await families(told, plan, 2)
    mother = await told.guardian_of(amina)
    async with follow(mother, amina) as screen:
        assert await moved(screen) == (None, 2)
        async with told.admissions.work() as unit:
            found = await unit.applications.get(amina)
            await unit.queue_facts.note(Kind.CLAIM_VERIFIED, found, at=APRIL_1, rule="nothing that counts")
        await withdrawn(told, amina)

        (choice,) = changed(await screen.next())["choices"]
        assert (choice["before"], choice["position"], choice["causes"]) == (2, None, [])


async def test_a_choice_that_is_added_is_told_with_the_next_change_and_followed_from_then_on(
    told: Story, follow: Follow
) -> None:
    good, better = [await told.admissions.programme(seats=1) for _ in range(2)]
    (amina,) = await families(told, good, 1)

    async with follow(await told.guardian_of(amina), amina) as screen:
        assert await moved(screen) == (None, 1)
        await add_choice(
            AddChoice(amina, better), work=told.admissions.work, permit=anybody, now=told.admissions.clock
        )
        await comes_first(told, good)
        assert await all_moved(screen) == [(1, 2), (None, 1)]

        await comes_first(told, better)
        assert await all_moved(screen) == [(2, 2), (1, 2)]


async def test_the_payload_reads_what_a_query_reads(told: Story, follow: Follow) -> None:
    plan = await told.admissions.programme(seats=7)
    (amina,) = await families(told, plan, 1)
    query = """subscription($id: ID!) { news: positionChanged(applicationId: $id) {
        choices { rank seatPlan { seats free school { id } } }
        application { state child { displayName } campaign { kind } } } }"""

    async with follow(await told.guardian_of(amina), amina, query=query) as screen:
        answer = await screen.next()

    assert answer["data"]["news"]["application"] == {
        "state": "REGISTERED",
        "child": {"displayName": "Амина"},
        "campaign": {"kind": "GRADE_1"},
    }
    (choice,) = answer["data"]["news"]["choices"]
    assert (choice["rank"], choice["seatPlan"]["seats"]) == (1, 7)


@pytest.mark.parametrize("role", ["guardian@school", "director@school", "district@district", "region@region"])
async def test_to_a_stranger_it_looks_like_an_application_that_does_not_exist(
    told: Story, follow: Follow, role: str
) -> None:
    plan = await told.admissions.programme(seats=1)
    (amina,) = await families(told, plan, 1)
    token = told.graph.token([f"{role}:{uuid4()}"], [f"guardian:{uuid4()}"])

    async with (
        follow(None, amina, token=token) as elsewhere,
        follow(None, NOBODYS, token=token) as nowhere,
    ):
        of_this, of_none = await elsewhere.rest(), await nowhere.rest()

    assert of_this == of_none
    assert [error["extensions"]["code"] for error in of_this[0]["errors"]] == ["NOT_FOUND"]
    assert of_this[0]["data"] is None


async def test_who_did_not_log_in_is_told_to(told: Story, follow: Follow) -> None:
    async with follow(None, NOBODYS) as screen:
        (answer,) = await screen.rest()

    assert [error["extensions"]["code"] for error in answer["errors"]] == ["UNAUTHENTICATED"]


async def test_a_role_without_a_row_is_refused(told: Story, follow: Follow) -> None:
    token = told.graph.token([f"teacher@school:{uuid4()}"], [f"teacher:{uuid4()}"])

    async with follow(None, NOBODYS, token=token) as screen:
        (answer,) = await screen.rest()

    assert [error["extensions"]["code"] for error in answer["errors"]] == ["FORBIDDEN"]


async def test_a_guardian_who_no_longer_is_one_hears_the_end_and_not_the_news(
    told: Story, follow: Follow
) -> None:
    plan = await told.admissions.programme(seats=1)
    (amina,) = await families(told, plan, 1)
    async with follow(await told.guardian_of(amina), amina) as screen:
        assert await moved(screen) == (None, 1)
        async with told.admissions.work() as unit:
            child = (await unit.applications.get(amina)).child_id
            (answering,) = await unit.child_guardians.find_all(child_id=child)
            answering.end(on=datetime.now(UTC).date())

        await comes_first(told, plan)

        (last,) = await screen.rest()
    assert [error["extensions"]["code"] for error in last["errors"]] == ["NOT_FOUND"]


async def test_a_cursor_of_somebody_else_or_an_edited_one_is_refused(told: Story, follow: Follow) -> None:
    plan = await told.admissions.programme(seats=1)
    amina, timur = await families(told, plan, 2)
    mother = await told.guardian_of(amina)
    async with follow(mother, amina) as screen:
        cursor = changed(await screen.next())["cursor"]

    answers = []
    for who, what, after in (
        (await told.guardian_of(timur), timur, cursor),
        (mother, timur, cursor),
        (mother, amina, cursor[:-2]),
        (mother, amina, "AAAA"),
    ):
        async with follow(who, what, after=after) as screen:
            answers += await screen.rest()

    assert [answer["errors"][0]["extensions"]["code"] for answer in answers] == ["INVALID_CURSOR"] * 4


async def test_staff_who_follow_a_child_are_noted_for_each_event_and_the_family_is_not(
    told: Story, follow: Follow
) -> None:
    plan = await told.admissions.programme(seats=1)
    (amina,) = await families(told, plan, 1)
    query = "subscription Desk($id: ID!) { positionChanged(applicationId: $id) { choices { position } } }"
    async with (
        follow("asel", amina, query=query) as office,
        follow(await told.guardian_of(amina), amina) as at_home,
    ):
        for screen in (office, at_home):
            await screen.next()
        await comes_first(told, plan)
        for screen in (office, at_home):
            await screen.next()

    noted = await told.graph.app.state.pool.fetch(
        "select reader, children from read_audit where operation = 'Desk'"
    )
    assert [row["reader"] for row in noted] == ["asel", "asel"]
    assert {len(row["children"]) for row in noted} == {1}


async def test_an_event_costs_as_many_statements_in_a_long_queue_as_in_a_short_one(
    told: Story, follow: Follow
) -> None:
    costs = []
    for length in (2, 30):
        plan = await told.admissions.programme(seats=1)
        *_, last = await families(told, plan, length)
        async with follow(await told.guardian_of(last), last) as screen:
            await screen.next()
            await told.admissions.application([plan], after=0, claims=["SIBLING"])
            async with told.graph.statements() as seen:
                await told.catch_up()
                await screen.next()
        costs.append(
            [text for text in seen if "queue_entry" in text or "queue_step" in text or "choice" in text]
        )

    assert len(costs[0]) == len(costs[1]) > 0


async def test_a_service_that_stops_ends_its_streams(database: Database, tmp_path: Path) -> None:
    async with flowing(database, tmp_path) as told:
        (amina,) = await families(told, await told.admissions.programme(seats=1), 1)
        async with screen_of(told, await told.guardian_of(amina), amina) as screen:
            await screen.next()

            told.graph.app.begin_stop()

            assert await screen.rest() == []

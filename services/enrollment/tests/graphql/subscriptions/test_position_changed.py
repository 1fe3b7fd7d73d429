"""A family is told when its place in a queue changes: once, with the cause, and nobody else's."""

from typing import Any

from chassis.testing.streams import Subscriber
from enrollment.domain.admission.ids import ApplicationId, SeatPlanId
from enrollment.domain.queue import Kind
from enrollment.testing.admissions import APRIL_1
from enrollment.testing.stories import Story

from .conftest import Follow


async def verified(told: Story, application: ApplicationId, category: str) -> None:
    """A claim that a family made when it applied is found good."""
    async with told.admissions.work() as unit:
        found = await unit.applications.get(application)
        found.verify_claim(category, None, by="registry", at=APRIL_1)
        await unit.queue_facts.note(Kind.CLAIM_VERIFIED, found, at=APRIL_1, rule=category)
        found.events.clear()
    await told.catch_up()


async def withdrawn(told: Story, application: ApplicationId) -> None:
    async with told.admissions.work() as unit:
        found = await unit.applications.get(application)
        found.withdraw()
        await unit.queue_facts.note(Kind.WITHDRAWN, found, at=APRIL_1)
        found.events.clear()
    await told.catch_up()


async def families(told: Story, plan: SeatPlanId, many: int) -> list[ApplicationId]:
    """So many applications, one after the other; the last one claims a sibling that nobody has verified yet."""
    found = [await told.admissions.application([plan], after=after) for after in range(many)]
    await told.catch_up()
    return found


def choice_of(answer: dict[str, Any]) -> dict[str, Any]:
    assert "errors" not in answer, answer
    (choice,) = answer["data"]["positionChanged"]["choices"]
    return dict(choice)


async def position(screen: Subscriber) -> tuple[int | None, int | None]:
    choice = choice_of(await screen.next())
    return choice["before"], choice["position"]


async def test_somebody_elses_claim_moves_the_family_and_its_screen_hears_it_once(
    told: Story, follow: Follow
) -> None:
    plan = await told.admissions.programme(seats=2)
    _, _, third, _ = await families(told, plan, 4)

    async with follow(await told.guardian_of(third), third) as screen:
        assert await position(screen) == (None, 3)
        await told.admissions.application([plan], after=9, claims=["SIBLING"])
        await told.catch_up()

        choice = choice_of(await screen.next())

        assert (choice["before"], choice["position"]) == (3, 4)
        assert choice["causes"] == [{"kind": "CLAIM_VERIFIED", "rule": "SIBLING", "own": False, "amount": 1}]
        assert screen.heard == 0

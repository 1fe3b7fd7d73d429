"""Every free place is offered, and what is wrong with one programme holds up no other."""

from __future__ import annotations

from chassis.ids import new_id
from chassis.testing.surroundings import Surroundings
from contracts.enrollment.v1 import PlaceOffered
from enrollment.domain.admission.ids import ApplicationId, SeatPlanId
from enrollment.domain.admission.offer import OfferState
from enrollment.persistence.unit_of_work import SqlEnrollmentUnit
from enrollment.testing.admissions import Admissions
from enrollment.usecases.allocation.expire_offers import expire_offers
from enrollment.usecases.allocation.fill_places import fill_places

from .conftest import Runs

Enrollment = Surroundings[SqlEnrollmentUnit]


async def waiting_for(admissions: Admissions, plan: SeatPlanId, *, count: int = 2) -> list[ApplicationId]:
    return [await admissions.application([plan], after=after) for after in range(count)]


async def add_seat(enrollment: Enrollment, plan: SeatPlanId) -> None:
    await enrollment.pool.execute("update seat_plan set seats = seats + 1 where id = $1", plan)


async def spoil(enrollment: Enrollment, plan: SeatPlanId, head: ApplicationId) -> None:
    """Whoever is next in the queue holds a seat without an offer, as nothing of ours lets it happen."""
    async with enrollment.work() as unit:
        (await unit.seat_plans.get(plan)).hold(head)


async def test_a_programme_that_refuses_holds_up_no_other(
    enrollment: Enrollment, admissions: Admissions, runs: Runs
) -> None:
    plans = sorted([await admissions.programme(seats=1) for _ in range(2)])
    _, spoiled = await waiting_for(admissions, plans[0])
    _, next_in_turn = await waiting_for(admissions, plans[1])
    await runs.whole()
    for plan in (plans[0], *plans):
        await add_seat(enrollment, plan)
    await spoil(enrollment, plans[0], spoiled)

    made = await fill_places(work=runs.work, new_id=new_id, now=runs.clock)

    assert made == 1
    assert (await enrollment.told_of(PlaceOffered))[-1].application_id == str(next_in_turn)


async def test_an_offer_that_cannot_end_keeps_no_other_from_ending(
    enrollment: Enrollment, admissions: Admissions, runs: Runs
) -> None:
    plan = await admissions.programme(seats=2)
    first, second = await waiting_for(admissions, plan)
    await runs.whole()
    async with enrollment.work() as unit:
        (await unit.seat_plans.get(plan)).release(first)
    runs.clock.passes(days=11)

    ended = await expire_offers(work=runs.work, new_id=new_id, now=runs.clock)

    assert ended == 1
    rows = await enrollment.pool.fetch("select application_id, state from offer")
    states = {row["application_id"]: row["state"] for row in rows}
    assert states == {first: OfferState.OPEN, second: OfferState.EXPIRED}

"""Every free place is offered; whom a rule refuses it holds up nobody behind, and no other programme."""

from __future__ import annotations

import pytest

from chassis.ids import new_id
from chassis.testing.surroundings import Surroundings, anybody
from contracts.enrollment.v1 import PlaceOffered
from enrollment.domain.admission.ids import ApplicationId, SeatPlanId
from enrollment.domain.admission.offer import OfferState
from enrollment.domain.admission.offer_refusals import SeatAlreadyHeld
from enrollment.persistence.unit_of_work import SqlEnrollmentUnit
from enrollment.testing.admissions import Admissions
from enrollment.usecases.allocation.expire_offers import expire_offers
from enrollment.usecases.allocation.fill_places import fill_places
from enrollment.usecases.allocation.offer_places import OfferPlaces, offer_places

from .conftest import Runs

Enrollment = Surroundings[SqlEnrollmentUnit]

EXPLAINED = "select count(*) from explanation where application_id = $1"


async def waiting_for(admissions: Admissions, plan: SeatPlanId, *, count: int = 2) -> list[ApplicationId]:
    return [await admissions.application([plan], after=after) for after in range(count)]


async def add_seat(enrollment: Enrollment, plan: SeatPlanId) -> None:
    await enrollment.pool.execute("update seat_plan set seats = seats + 1 where id = $1", plan)


async def spoil(enrollment: Enrollment, plan: SeatPlanId, head: ApplicationId) -> None:
    """Whoever is next in the queue holds a seat without an offer, as nothing of ours lets it happen."""
    async with enrollment.work() as unit:
        (await unit.seat_plans.get(plan)).hold(head)


async def test_whom_a_rule_refuses_is_passed_over_and_the_next_in_turn_is_offered_the_place(
    enrollment: Enrollment, admissions: Admissions, runs: Runs
) -> None:
    plan = await admissions.programme(seats=1)
    _, spoiled, next_in_turn = await waiting_for(admissions, plan, count=3)
    await runs.whole()
    for _ in range(2):
        await add_seat(enrollment, plan)
    await spoil(enrollment, plan, spoiled)

    made = [await fill_places(work=runs.work, new_id=new_id, now=runs.clock) for _ in range(2)]

    assert made == [1, 0]
    assert (await enrollment.told_of(PlaceOffered))[-1].application_id == str(next_in_turn)
    assert await enrollment.pool.fetchval(EXPLAINED, spoiled) == 0


async def test_an_office_that_offers_to_whom_a_rule_refuses_sees_which(
    enrollment: Enrollment, admissions: Admissions, runs: Runs
) -> None:
    plan = await admissions.programme(seats=1)
    _, spoiled = await waiting_for(admissions, plan)
    await runs.whole()
    for _ in range(2):
        await add_seat(enrollment, plan)
    await spoil(enrollment, plan, spoiled)

    with pytest.raises(SeatAlreadyHeld):
        await offer_places(OfferPlaces(plan), work=runs.work, permit=anybody, new_id=new_id, now=runs.clock)


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

"""A confirmed run is carried out in parts: whatever interrupts it, each child is offered its place once."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import suppress
from uuid import UUID

import pytest

from chassis.ids import new_id
from chassis.testing.surroundings import Surroundings, anybody
from contracts.enrollment.v1 import AllocationRunConfirmed, PlaceOffered, QueueChanged
from enrollment.domain.admission.campaign import CampaignState
from enrollment.domain.admission.ids import JobId, RunId, SeatPlanId
from enrollment.domain.order import Order
from enrollment.persistence.unit_of_work import SqlEnrollmentUnit
from enrollment.testing.admissions import Admissions
from enrollment.usecases.admission.withdraw_application import WithdrawApplication, withdraw_application
from enrollment.usecases.allocation.offer_run import OfferRun, offer_run

from .conftest import Runs

Enrollment = Surroundings[SqlEnrollmentUnit]

STATES = "select state from application order by submitted_at"
NEVER = """
select count(*) from seat_plan plan
where held > seats or held <> (select count(*) from held_seat where seat_plan_id = plan.id)
"""
HALF = """
select count(*) from offer full join held_seat using (application_id, seat_plan_id)
left join explanation on explanation.id = explanation_id
where offer.id is null or held_seat.application_id is null or explanation.id is null
"""


class PowerCut(Exception):
    """The process is gone in the middle of what it did."""


def ids_until(count: int) -> Iterator[UUID]:
    for _ in range(count):
        yield new_id()
    raise PowerCut


async def offer(runs: Runs, run: RunId, job: JobId, *, power: int = 1_000) -> None:
    """Two answers at a time, for as long as there is power for so many new ids."""
    ids = ids_until(power)
    await offer_run(OfferRun(job, run), work=runs.work, new_id=lambda: next(ids), now=runs.clock, at_once=2)


async def crowd(admissions: Admissions) -> list[SeatPlanId]:
    """Two programmes with three places together, and five children who want them."""
    plans = [await admissions.programme(seats=2), await admissions.programme(seats=1)]
    for after in range(5):
        await admissions.application(plans, after=after)
    return plans


@pytest.mark.parametrize("power", range(7))
async def test_wherever_the_power_fails_each_child_is_offered_its_place_once(
    enrollment: Enrollment, admissions: Admissions, runs: Runs, power: int
) -> None:
    await crowd(admissions)
    run = await runs.published()
    job = await runs.confirm(run)

    with suppress(PowerCut):
        await offer(runs, run, job, power=power)
    assert await enrollment.pool.fetchval(NEVER) == 0
    assert await enrollment.pool.fetchval(HALF) == 0
    await offer(runs, run, job)
    await offer(runs, run, job)

    told = [message.application_id for message in await enrollment.told_of(PlaceOffered)]
    assert len(told) == len(set(told)) == 3
    assert len(await enrollment.told_of(AllocationRunConfirmed)) == 1
    assert (
        sorted(row["state"] for row in await enrollment.pool.fetch(STATES))
        == ["OFFERED"] * 3 + ["QUEUED"] * 2
    )
    assert await enrollment.pool.fetchval(NEVER) == 0
    assert await enrollment.pool.fetchval("select state from campaign") == CampaignState.OFFERING


async def test_two_workers_at_once_take_turns(
    enrollment: Enrollment, admissions: Admissions, runs: Runs
) -> None:
    await crowd(admissions)
    run = await runs.published()
    job = await runs.confirm(run)

    await asyncio.gather(*(offer(runs, run, job) for _ in range(2)))

    assert len(await enrollment.told_of(PlaceOffered)) == 3
    assert await enrollment.pool.fetchval(NEVER) == 0


async def test_a_run_that_is_half_offered_says_how_far_it_is_and_nobody_waits_in_vain_yet(
    enrollment: Enrollment, admissions: Admissions, runs: Runs
) -> None:
    await crowd(admissions)
    run = await runs.published()
    job = await runs.confirm(run)

    with pytest.raises(PowerCut):
        await offer(runs, run, job, power=4)

    counted = await enrollment.pool.fetchrow("select progress, total from job where kind = 'CONFIRM_RUN'")
    assert tuple(counted or ()) == (2, 5)
    states = [row["state"] for row in await enrollment.pool.fetch(STATES)]
    assert sorted(states) == ["OFFERED"] * 2 + ["REGISTERED"] * 3
    assert await enrollment.pool.fetchval("select state from campaign") == CampaignState.ALLOCATING


async def test_a_family_that_withdraws_meanwhile_is_passed_over_and_its_place_stays_free(
    enrollment: Enrollment, admissions: Admissions, runs: Runs
) -> None:
    plan = await admissions.programme(seats=2)
    first, second = [await admissions.application([plan], after=after) for after in range(2)]
    run = await runs.published()
    job = await runs.confirm(run)
    await withdraw_application(WithdrawApplication(first), work=runs.work, permit=anybody, now=runs.clock)

    await offer(runs, run, job)

    (told,) = await enrollment.told_of(PlaceOffered)
    assert told.application_id == str(second)
    assert [row["state"] for row in await enrollment.pool.fetch(STATES)] == ["WITHDRAWN", "OFFERED"]
    assert await enrollment.pool.fetchval("select held from seat_plan") == 1


async def test_where_an_order_took_seats_away_since_the_freeze_the_last_of_the_standing_wait(
    enrollment: Enrollment, admissions: Admissions, runs: Runs
) -> None:
    plan = await admissions.programme(seats=2)
    for after in range(2):
        await admissions.application([plan], after=after)
    run = await runs.published()
    job = await runs.confirm(run)
    async with enrollment.work() as unit:
        seats = await unit.seat_plans.get(plan)
        seats.change(1, order=Order("9-к", runs.clock().date()), reason="The roof leaks.")

    await offer(runs, run, job)

    assert [row["state"] for row in await enrollment.pool.fetch(STATES)] == ["OFFERED", "QUEUED"]


async def test_who_waited_before_the_draw_has_a_number_and_each_queue_tells_it_once(
    enrollment: Enrollment, admissions: Admissions, runs: Runs
) -> None:
    plan = await admissions.programme(seats=1)
    for _ in range(3):
        await admissions.application([plan])
    async with enrollment.work() as unit:
        await unit.queues.follow(admissions.campaign)
    run = await runs.published()

    await offer(runs, run, await runs.confirm(run))

    drawn = [each for each in await enrollment.told_of(QueueChanged) if each.cause == "NUMBERS_DRAWN"]
    assert [(each.queue_version, each.from_rank) for each in drawn] == [(6, 1)]
    keys = [row["key"] for row in await enrollment.pool.fetch("select key from queue_entry")]
    assert all(len(key.rpartition("|")[2]) == 64 for key in keys)

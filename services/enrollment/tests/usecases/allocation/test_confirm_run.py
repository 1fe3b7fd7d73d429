"""A confirmed run offers its places; whoever got none waits."""

from __future__ import annotations

import pytest

from chassis.ids import new_id
from chassis.testing.surroundings import Surroundings, anybody
from contracts.enrollment.v1 import AllocationRunConfirmed, AllocationRunPublished, PlaceOffered, QueueChanged
from enrollment.domain.admission.job import JobState
from enrollment.domain.admission.refusals import WrongState
from enrollment.domain.admission.run_refusals import SamePerson
from enrollment.persistence.unit_of_work import SqlEnrollmentUnit
from enrollment.testing.admissions import Admissions
from enrollment.usecases.allocation.confirm_run import ConfirmRun, confirm_run

from .conftest import ASEL, Runs

Enrollment = Surroundings[SqlEnrollmentUnit]


async def test_a_confirmed_run_offers_its_places_and_lets_the_others_wait(
    enrollment: Enrollment, admissions: Admissions, runs: Runs
) -> None:
    plan = await admissions.programme(seats=1)
    late = await admissions.application([plan], after=5)
    early = await admissions.application([plan], after=1)

    await runs.whole()

    rows = await enrollment.pool.fetch("select id, state from application")
    states = {row["id"]: row["state"] for row in rows}
    assert states == {early: "OFFERED", late: "QUEUED"}
    (offered,) = await enrollment.told_of(PlaceOffered)
    assert offered.application_id == str(early)
    assert await enrollment.pool.fetchval("select held from seat_plan") == 1
    (waiting,) = await enrollment.pool.fetch("select application_id from queue_entry")
    assert waiting["application_id"] == late
    explained = await enrollment.pool.fetchrow(
        "select position, run_id is not null as by_run from explanation"
    )
    assert dict(explained or {}) == {"position": 1, "by_run": True}


async def test_the_facts_of_a_run_are_told_in_their_order(
    enrollment: Enrollment, admissions: Admissions, runs: Runs
) -> None:
    plan = await admissions.programme(seats=1)
    await admissions.application([plan])

    await runs.whole()

    told = [type(message).__name__ for message in await enrollment.told()]
    assert [name for name in told if name.startswith("AllocationRun")] == [
        "AllocationRunCommitted",
        "AllocationRunFrozen",
        "AllocationRunExecuted",
        "AllocationRunPublished",
        "AllocationRunConfirmed",
    ]
    (published,) = await enrollment.told_of(AllocationRunPublished)
    assert (published.seats_filled, published.unplaced) == (1, 0)
    moved = await enrollment.told_of(QueueChanged)
    assert [each.cause for each in moved] == ["SUBMITTED", "PLACE_OFFERED"]
    assert len(await enrollment.told_of(AllocationRunConfirmed)) == 1


async def test_who_asked_for_a_run_does_not_confirm_it(runs: Runs) -> None:
    run = await runs.published()

    with pytest.raises(SamePerson):
        await confirm_run(
            ConfirmRun(run, ASEL), work=runs.work, permit=anybody, new_id=new_id, now=runs.clock
        )


async def test_a_run_counts_at_once_and_nobody_is_told_that_it_has_no_place_before_the_job_is_done(
    enrollment: Enrollment, admissions: Admissions, runs: Runs
) -> None:
    plan = await admissions.programme(seats=1)
    for after in range(3):
        await admissions.application([plan], after=after)

    await runs.confirm(await runs.published())

    states = await enrollment.pool.fetch("select distinct state from application")
    assert [row["state"] for row in states] == ["REGISTERED"]
    run = await enrollment.pool.fetchrow(
        "select allocation_run.state, job.state as job, progress, total, campaign.state as campaign"
        " from allocation_run join job on job.id = confirmation_id join campaign on campaign.id = campaign_id"
    )
    assert dict(run or {}) == {
        "state": "CONFIRMED",
        "job": "WAITING",
        "progress": 0,
        "total": 3,
        "campaign": "ALLOCATING",
    }


async def test_a_run_is_confirmed_once(runs: Runs) -> None:
    run = await runs.published()
    await runs.confirm(run)

    with pytest.raises(WrongState):
        await runs.confirm(run)


async def test_a_job_that_came_to_nothing_goes_on_when_the_second_person_asks_again(runs: Runs) -> None:
    run = await runs.published()
    job = await runs.confirm(run)
    async with runs.work() as unit:
        (await unit.jobs.get(job)).fail("INTERNAL")

    again = await runs.confirm(run)

    async with runs.work() as unit:
        found = await unit.jobs.get(job)
    assert (again, found.state, found.error) == (job, JobState.WAITING, None)

"""A seed is committed to in time, one at a time, and told to nobody."""

from __future__ import annotations

import pytest

from chassis.testing.surroundings import Surroundings
from contracts.enrollment.v1 import AllocationRunCommitted
from enrollment.domain.admission.run_refusals import CommittedTooLate, RunPending
from enrollment.domain.allocation import commitment
from enrollment.persistence.allocation.runs import SeedUnreadable
from enrollment.persistence.unit_of_work import SqlEnrollmentUnit
from enrollment.testing.admissions import Admissions

from .conftest import SECRET, Runs

Enrollment = Surroundings[SqlEnrollmentUnit]


async def test_the_hash_of_the_seed_is_told_and_the_seed_lies_sealed(
    enrollment: Enrollment, runs: Runs
) -> None:
    run = await runs.commit()

    (told,) = await enrollment.told_of(AllocationRunCommitted)
    sealed = await enrollment.pool.fetchval("select sealed from allocation_seed")
    async with enrollment.work() as unit:
        seed = await unit.run_files.open(run, secret=SECRET)
        with pytest.raises(SeedUnreadable):
            await unit.run_files.open(run, secret="another secret")
    assert told.seed_commitment == commitment(seed)
    assert seed not in sealed
    assert await enrollment.pool.fetchval("select seed from allocation_run") is None


async def test_two_runs_at_once_are_refused(runs: Runs) -> None:
    await runs.commit()

    with pytest.raises(RunPending):
        await runs.commit()


async def test_a_seed_that_could_be_chosen_by_who_applied_is_refused(
    admissions: Admissions, runs: Runs
) -> None:
    await admissions.close_wave()

    with pytest.raises(CommittedTooLate):
        await runs.commit()

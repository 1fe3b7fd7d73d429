"""The seed is revealed after the run, and is the one that was committed to."""

from __future__ import annotations

import pytest

from chassis.testing.surroundings import Surroundings
from contracts.enrollment.v1 import AllocationRunCommitted, AllocationRunPublished
from enrollment.domain.admission.refusals import WrongState
from enrollment.domain.allocation import commitment
from enrollment.persistence.unit_of_work import SqlEnrollmentUnit
from enrollment.testing.admissions import Admissions

from .conftest import Runs

Enrollment = Surroundings[SqlEnrollmentUnit]


async def test_the_revealed_seed_is_the_committed_one(enrollment: Enrollment, runs: Runs) -> None:
    await runs.published()

    (committed,) = await enrollment.told_of(AllocationRunCommitted)
    (published,) = await enrollment.told_of(AllocationRunPublished)
    assert commitment(bytes.fromhex(published.seed_reveal)) == committed.seed_commitment
    assert await enrollment.pool.fetchval("select count(*) from allocation_seed") == 0


async def test_what_is_not_computed_is_not_published(admissions: Admissions, runs: Runs) -> None:
    run = await runs.commit()
    await admissions.close_wave()
    await runs.freeze(run)

    with pytest.raises(WrongState):
        await runs.publish(run)


async def test_a_run_is_published_once(runs: Runs) -> None:
    run = await runs.published()

    with pytest.raises(WrongState):
        await runs.publish(run)

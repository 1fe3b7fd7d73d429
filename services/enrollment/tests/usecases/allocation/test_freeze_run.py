"""The applications of a closed wave are fixed before chance comes in, and their hash is told."""

from __future__ import annotations

import hashlib

import pytest

from chassis.testing.surroundings import Surroundings
from contracts.enrollment.v1 import AllocationRunFrozen
from enrollment.domain.admission.refusals import WrongState
from enrollment.persistence.unit_of_work import SqlEnrollmentUnit
from enrollment.testing.admissions import Admissions

from .conftest import Runs
from .families import applied

Enrollment = Surroundings[SqlEnrollmentUnit]


async def test_the_hash_that_is_told_is_that_of_the_kept_document(
    enrollment: Enrollment, admissions: Admissions, runs: Runs
) -> None:
    await applied(admissions, [await admissions.programme(seats=1)], 2)
    run = await runs.commit()
    await admissions.close_wave()

    await runs.freeze(run)

    async with enrollment.work() as unit:
        document = await unit.run_files.read(run, "INPUT")
    (told,) = await enrollment.told_of(AllocationRunFrozen)
    assert told.freeze_hash == hashlib.sha256(document).hexdigest()
    assert told.applications == 2
    assert await enrollment.pool.fetchval("select state from campaign") == "ALLOCATING"


async def test_an_open_wave_is_not_frozen(runs: Runs) -> None:
    run = await runs.commit()

    with pytest.raises(WrongState):
        await runs.freeze(run)


async def test_a_run_is_frozen_once(admissions: Admissions, runs: Runs) -> None:
    run = await runs.commit()
    await admissions.close_wave()
    await runs.freeze(run)

    with pytest.raises(WrongState):
        await runs.freeze(run)

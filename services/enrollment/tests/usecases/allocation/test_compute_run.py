"""A run is computed once, by its own seed, and kept as it will be published."""

from __future__ import annotations

import hashlib
import json

import pytest

from chassis.testing.surroundings import Surroundings
from contracts.enrollment.v1 import AllocationRunExecuted
from enrollment.domain.admission.refusals import WrongState
from enrollment.persistence.unit_of_work import SqlEnrollmentUnit
from enrollment.testing.admissions import Admissions

from .conftest import Runs
from .families import applied

Enrollment = Surroundings[SqlEnrollmentUnit]


async def test_input_and_result_are_kept_byte_for_byte(
    enrollment: Enrollment, admissions: Admissions, runs: Runs
) -> None:
    await applied(admissions, [await admissions.programme(seats=1)], 2)
    run = await runs.commit()
    await admissions.close_wave()
    await runs.freeze(run)

    await runs.compute(run, "00ff")

    async with enrollment.work() as unit:
        kept = await unit.runs.get(run)
        completed = await unit.run_files.read(run, "INPUT")
        result = await unit.run_files.read(run, "RESULT")
    (told,) = await enrollment.told_of(AllocationRunExecuted)
    assert told.input_hash == kept.input_hash == hashlib.sha256(completed).hexdigest()
    assert kept.output_hash == hashlib.sha256(result).hexdigest()
    assert json.loads(completed)["publicRandomness"] == "00ff"
    assert (kept.placed, kept.unplaced, kept.seed) == (1, 1, None)


async def test_a_run_is_computed_once(admissions: Admissions, runs: Runs) -> None:
    run = await runs.commit()
    await admissions.close_wave()
    await runs.freeze(run)
    await runs.compute(run)

    with pytest.raises(WrongState):
        await runs.compute(run, "ffff")

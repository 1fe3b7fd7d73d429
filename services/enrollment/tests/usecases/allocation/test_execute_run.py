"""A frozen run is computed for another person than who asked for it, as a job."""

from __future__ import annotations

import pytest

from chassis.ids import new_id
from chassis.testing.surroundings import Surroundings, anybody
from enrollment.domain.admission.ids import ActorId, JobId, RunId
from enrollment.domain.admission.refusals import WrongState
from enrollment.domain.admission.run_refusals import RandomnessMalformed, RandomnessNotAsAnnounced, SamePerson
from enrollment.persistence.unit_of_work import SqlEnrollmentUnit
from enrollment.testing.admissions import Admissions
from enrollment.usecases.allocation.execute_run import ExecuteRun, execute_run

from .conftest import ASEL, BOLOT, Runs

Enrollment = Surroundings[SqlEnrollmentUnit]


async def execute(runs: Runs, run: RunId, *, by: ActorId = BOLOT, randomness: str = "00ff") -> JobId:
    command = ExecuteRun(run, by, randomness)
    return await execute_run(command, work=runs.work, permit=anybody, new_id=new_id)


async def test_it_is_asked_for_as_a_job(enrollment: Enrollment, admissions: Admissions, runs: Runs) -> None:
    run = await runs.commit()
    await admissions.close_wave()
    await runs.freeze(run)

    job = await execute(runs, run)

    row = await enrollment.pool.fetchrow("select kind, state, given from job where id = $1", job)
    given = {"run": str(run), "publicRandomness": "00ff"}
    assert tuple(row or ()) == ("EXECUTE_RUN", "WAITING", given)


async def test_who_asked_for_the_run_does_not_execute_it(admissions: Admissions, runs: Runs) -> None:
    run = await runs.commit()
    await admissions.close_wave()
    await runs.freeze(run)

    with pytest.raises(SamePerson):
        await execute(runs, run, by=ASEL)


async def test_what_is_not_frozen_is_not_executed(runs: Runs) -> None:
    run = await runs.commit()

    with pytest.raises(WrongState):
        await execute(runs, run)


@pytest.mark.parametrize(("source", "randomness"), [("", "00ff"), ("the next draw", "")])
async def test_chance_that_was_not_announced_makes_no_job(
    enrollment: Enrollment, admissions: Admissions, runs: Runs, source: str, randomness: str
) -> None:
    run = await runs.commit(source)
    await admissions.close_wave()
    await runs.freeze(run)

    with pytest.raises(RandomnessNotAsAnnounced):
        await execute(runs, run, randomness=randomness)

    assert await enrollment.pool.fetchval("select count(*) from job") == 0


@pytest.mark.parametrize("randomness", ["0", "00FF", "zz", "00 "])
async def test_public_randomness_is_lower_case_hex(runs: Runs, randomness: str) -> None:
    run = await runs.commit()

    with pytest.raises(RandomnessMalformed):
        await execute(runs, run, randomness=randomness)

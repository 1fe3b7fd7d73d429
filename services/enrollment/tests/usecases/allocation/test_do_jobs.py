"""Jobs are done in their order; one that cannot be done says why, and one that was interrupted goes on."""

from __future__ import annotations

import secrets
from typing import Any

import pytest

from chassis.ids import new_id
from chassis.testing.surroundings import Surroundings, anybody
from enrollment.domain.admission.ids import JobId
from enrollment.engine import compare, in_thread
from enrollment.persistence.unit_of_work import SqlEnrollmentUnit
from enrollment.testing.admissions import Admissions
from enrollment.usecases.allocation.annul_run import AnnulRun, annul_run
from enrollment.usecases.allocation.do_jobs import do_jobs
from enrollment.usecases.allocation.execute_run import ExecuteRun, execute_run

from .conftest import BOLOT, SECRET, Runs
from .families import ORDER, applied

Enrollment = Surroundings[SqlEnrollmentUnit]


async def do(runs: Runs, *, compute: Any = in_thread) -> int:
    return await do_jobs(
        work=runs.work,
        compute=compute,
        compare=compare,
        draw=secrets.token_bytes,
        new_id=new_id,
        now=runs.clock,
        secret=SECRET,
    )


async def asked(admissions: Admissions, runs: Runs) -> JobId:
    """A frozen run that is to be computed."""
    run = await runs.commit()
    await admissions.close_wave()
    await runs.freeze(run)
    command = ExecuteRun(run, BOLOT, "00ff")
    return await execute_run(command, work=runs.work, permit=anybody, new_id=new_id)


async def state(enrollment: Enrollment, job: JobId) -> tuple[str, str | None]:
    row = await enrollment.pool.fetchrow("select state, error from job where id = $1", job)
    assert row is not None
    return row["state"], row["error"]


async def test_what_waits_is_done_once(enrollment: Enrollment, admissions: Admissions, runs: Runs) -> None:
    job = await asked(admissions, runs)

    done = [await do(runs), await do(runs)]

    assert done == [1, 0]
    assert await state(enrollment, job) == ("DONE", None)


async def test_what_was_interrupted_is_begun_again(
    enrollment: Enrollment, admissions: Admissions, runs: Runs
) -> None:
    job = await asked(admissions, runs)
    async with runs.work() as unit:
        (await unit.jobs.get(job)).begin()

    await do(runs)

    assert await state(enrollment, job) == ("DONE", None)


async def test_what_is_refused_says_why(enrollment: Enrollment, admissions: Admissions, runs: Runs) -> None:
    job = await asked(admissions, runs)
    async with runs.work() as unit:
        (run,) = await unit.runs.find_all()
    await annul_run(AnnulRun(run.id, ORDER, BOLOT), work=runs.work, permit=anybody)

    await do(runs)

    assert await state(enrollment, job) == ("FAILED", "WRONG_STATE")


async def test_what_breaks_is_not_tried_for_ever_and_does_not_pass_in_silence(
    enrollment: Enrollment, admissions: Admissions, runs: Runs
) -> None:
    async def broken(*_given: object) -> Any:
        raise ZeroDivisionError

    job = await asked(admissions, runs)

    with pytest.raises(ZeroDivisionError):
        await do(runs, compute=broken)

    assert await state(enrollment, job) == ("FAILED", "INTERNAL")
    assert await do(runs) == 0


async def test_a_confirmed_run_is_offered(enrollment: Enrollment, admissions: Admissions, runs: Runs) -> None:
    await applied(admissions, [await admissions.programme(seats=1)], 2)
    job = await runs.confirm(await runs.published())

    await do(runs)

    row = await enrollment.pool.fetchrow("select state, progress, total from job where id = $1", job)
    assert tuple(row or ()) == ("DONE", 2, 2)
    assert await enrollment.pool.fetchval("select count(*) from offer") == 1

"""Two packs are compared as a job, on the frozen input of a run."""

from __future__ import annotations

import pytest

from chassis.ids import new_id
from chassis.testing.surroundings import Surroundings, anybody
from enrollment.domain.admission.ids import JobId, RulePackId, RunId
from enrollment.domain.refusals import NotFound
from enrollment.persistence.unit_of_work import SqlEnrollmentUnit
from enrollment.testing.admissions import Admissions
from enrollment.usecases.allocation.simulate_packs import SimulatePacks, simulate_packs

from .conftest import BOLOT, Runs

Enrollment = Surroundings[SqlEnrollmentUnit]


async def simulate(runs: Runs, run: RunId, first: RulePackId, second: RulePackId) -> JobId:
    command = SimulatePacks(run, first, second, BOLOT)
    return await simulate_packs(command, work=runs.work, permit=anybody, new_id=new_id)


async def pack_of(enrollment: Enrollment) -> RulePackId:
    return RulePackId(await enrollment.pool.fetchval("select id from rule_pack"))


async def test_it_is_asked_for_as_a_job(enrollment: Enrollment, admissions: Admissions, runs: Runs) -> None:
    run = await runs.commit()
    await admissions.close_wave()
    await runs.freeze(run)
    pack = await pack_of(enrollment)

    job = await simulate(runs, run, pack, pack)

    row = await enrollment.pool.fetchrow("select kind, state, given from job where id = $1", job)
    given = {"run": str(run), "packs": [str(pack), str(pack)]}
    assert tuple(row or ()) == ("SIMULATE", "WAITING", given)


async def test_what_is_not_frozen_is_not_compared(enrollment: Enrollment, runs: Runs) -> None:
    run, pack = await runs.commit(), await pack_of(enrollment)

    with pytest.raises(NotFound):
        await simulate(runs, run, pack, pack)


async def test_an_unknown_pack_is_not_compared(
    enrollment: Enrollment, admissions: Admissions, runs: Runs
) -> None:
    run = await runs.commit()
    await admissions.close_wave()
    await runs.freeze(run)

    with pytest.raises(NotFound):
        await simulate(runs, run, await pack_of(enrollment), RulePackId(new_id()))

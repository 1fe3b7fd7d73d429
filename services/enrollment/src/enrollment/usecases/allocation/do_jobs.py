"""Long work is taken up in its order; what cannot be done says why."""

from uuid import UUID

from enrollment.domain.admission.ids import JobId, RulePackId, RunId
from enrollment.domain.admission.job import Job, JobKind, JobState
from enrollment.domain.refusals import Refusal
from enrollment.usecases.allocation.execute_run import Compute, ExecuteRun, compute_run
from enrollment.usecases.allocation.ports import AllocationWork, Draw, Now
from enrollment.usecases.allocation.simulate_packs import Compare, SimulatePacks, compare_packs


async def do_jobs(
    *, work: AllocationWork, compute: Compute, compare: Compare, draw: Draw, now: Now, secret: str
) -> int:
    """Does all that waits, one after the other; gives how many. One process does them."""
    async with work() as unit:
        waiting = await unit.jobs.find_all(state=JobState.WAITING)
        interrupted = await unit.jobs.find_all(state=JobState.RUNNING)
        jobs = [job.id for job in (*interrupted, *waiting)]
    for job in jobs:
        await _do(job, work=work, compute=compute, compare=compare, draw=draw, now=now, secret=secret)
    return len(jobs)


async def _do(
    id: JobId,
    *,
    work: AllocationWork,
    compute: Compute,
    compare: Compare,
    draw: Draw,
    now: Now,
    secret: str,
) -> None:
    async with work() as unit:
        job = await unit.jobs.get(id)
        job.begin()
    try:
        result = None
        if job.kind is JobKind.EXECUTE_RUN:
            await compute_run(_run_of(job), work=work, compute=compute, now=now, secret=secret)
        else:
            result = await compare_packs(_packs_of(job), work=work, compare=compare, draw=draw)
    except Refusal as refusal:
        async with work() as unit:
            (await unit.jobs.get(id)).fail(refusal.code)
    except Exception:
        # It would fail again for ever and keep the others waiting; whoever runs this logs what happened.
        async with work() as unit:
            (await unit.jobs.get(id)).fail("INTERNAL")
        raise
    else:
        async with work() as unit:
            (await unit.jobs.get(id)).finish(result)


def _run_of(job: Job) -> ExecuteRun:
    return ExecuteRun(RunId(UUID(job.given["run"])), job.requested_by, job.given["publicRandomness"])


def _packs_of(job: Job) -> SimulatePacks:
    first, second = (RulePackId(UUID(pack)) for pack in job.given["packs"])
    return SimulatePacks(RunId(UUID(job.given["run"])), first, second, job.requested_by)

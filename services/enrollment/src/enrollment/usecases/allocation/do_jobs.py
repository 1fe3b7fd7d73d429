"""Long work is taken up in its order; what cannot be done says why."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from enrollment.domain.admission.ids import JobId, RulePackId, RunId
from enrollment.domain.admission.job import Job, JobKind, JobState
from enrollment.domain.refusals import Refusal
from enrollment.usecases.allocation.compare_packs import Compare, ComparePacks, compare_packs
from enrollment.usecases.allocation.compute_run import Compute, ComputeRun, compute_run
from enrollment.usecases.allocation.offer_run import OfferRun, offer_run
from enrollment.usecases.allocation.ports import AllocationWork, Draw, NewId, Now


async def do_jobs(
    *,
    work: AllocationWork,
    compute: Compute,
    compare: Compare,
    draw: Draw,
    new_id: NewId,
    now: Now,
    secret: str,
) -> int:
    """Does all that waits, one after the other; gives how many. One process does them."""
    async with work() as unit:
        waiting = await unit.jobs.find_all(state=JobState.WAITING)
        interrupted = await unit.jobs.find_all(state=JobState.RUNNING)
        jobs = [job.id for job in (*interrupted, *waiting)]
    doing = _Doing(work, compute, compare, draw, new_id, now, secret)
    for job in jobs:
        await doing.do(job)
    return len(jobs)


@dataclass(frozen=True, slots=True)
class _Doing:
    """What long work is done with."""

    work: AllocationWork
    compute: Compute
    compare: Compare
    draw: Draw
    new_id: NewId
    now: Now
    secret: str

    async def do(self, id: JobId) -> None:
        async with self.work() as unit:
            job = await unit.jobs.get(id)
            job.begin()
        try:
            result = await self._result_of(job)
        except Refusal as refusal:
            async with self.work() as unit:
                (await unit.jobs.get(id)).fail(refusal.code)
        except Exception:
            # It would fail again for ever and keep the others waiting; whoever runs this logs what happened.
            async with self.work() as unit:
                (await unit.jobs.get(id)).fail("INTERNAL")
            raise
        else:
            async with self.work() as unit:
                (await unit.jobs.get(id)).finish(result)

    async def _result_of(self, job: Job) -> dict[str, Any] | None:
        run = RunId(UUID(job.given["run"]))
        match job.kind:
            case JobKind.EXECUTE_RUN:
                command = ComputeRun(run, job.requested_by, job.given["publicRandomness"])
                await compute_run(
                    command, work=self.work, compute=self.compute, now=self.now, secret=self.secret
                )
            case JobKind.CONFIRM_RUN:
                await offer_run(OfferRun(job.id, run), work=self.work, new_id=self.new_id, now=self.now)
            case JobKind.SIMULATE:
                first, second = (RulePackId(UUID(pack)) for pack in job.given["packs"])
                packs = ComparePacks(run, first, second)
                return await compare_packs(packs, work=self.work, compare=self.compare, draw=self.draw)
        return None

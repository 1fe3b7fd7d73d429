"""A frozen run is computed: asked for by one person, executed for another, outside of everybody's way."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from enrollment.domain.admission.allocation_run import Outcome
from enrollment.domain.admission.ids import ActorId, JobId, RunId
from enrollment.domain.admission.job import Job, JobKind
from enrollment.domain.admission.refusals import RandomnessMalformed
from enrollment.usecases.allocation.places import place_of_campaign
from enrollment.usecases.allocation.ports import AllocationWork, NewId, Now, Permit

_HEX = re.compile(r"(?:[0-9a-f]{2}){0,512}")


@dataclass(frozen=True, slots=True)
class Computed:
    """What the engine gave: the complete input and the result, byte for byte, and what is told of them."""

    input: bytes
    result: bytes
    outcome: Outcome


Compute = Callable[[bytes, str, bytes], Awaitable[Computed]]
"""The engine on a frozen document, public randomness and a seed, off the event loop."""


@dataclass(frozen=True, slots=True)
class ExecuteRun:
    """`public_randomness` was drawn after the freeze from a source named in advance; it may be empty."""

    run: RunId
    by: ActorId
    public_randomness: str = ""


async def execute_run(command: ExecuteRun, *, work: AllocationWork, permit: Permit, new_id: NewId) -> JobId:
    """Asks for the computation; gives the job. Refuses the person who asked for the run."""
    if not _HEX.fullmatch(command.public_randomness):
        raise RandomnessMalformed
    async with work() as unit:
        run = await unit.runs.get(command.run)
        campaign = await unit.campaigns.look(run.campaign_id)
        permit("execute_run", await place_of_campaign(campaign, unit))
        run.check_executor(command.by)
        given = {"run": str(run.id), "publicRandomness": command.public_randomness}
        job = Job(
            JobId(new_id()),
            JobKind.EXECUTE_RUN,
            requested_by=command.by,
            district_id=campaign.district_id,
            given=given,
        )
        unit.jobs.add(job)
        return job.id


async def compute_run(
    command: ExecuteRun, *, work: AllocationWork, compute: Compute, now: Now, secret: str
) -> None:
    """Computes a run and keeps what came out; the transaction is not open while the engine works."""
    async with work() as unit:
        run = await unit.runs.get(command.run)
        run.check_executor(command.by)
        frozen = await unit.run_files.read(run.id, "INPUT")
        seed = await unit.run_files.open(run.id, secret=secret)
    computed = await compute(frozen, command.public_randomness, seed)
    async with work() as unit:
        run = await unit.runs.get(command.run)
        run.execute(computed.outcome, public_randomness=command.public_randomness, by=command.by, at=now())
        await unit.run_files.keep(run.id, "INPUT", computed.input)
        await unit.run_files.keep(run.id, "RESULT", computed.result)

"""A frozen run is to be computed: asked for by one person, executed for another, outside of everybody's way."""

import re
from dataclasses import dataclass

from enrollment.domain.admission.ids import ActorId, JobId, RunId
from enrollment.domain.admission.job import Job, JobKind
from enrollment.domain.admission.run_refusals import RandomnessMalformed
from enrollment.usecases.allocation.places import place_of_campaign
from enrollment.usecases.allocation.ports import AllocationWork, NewId, Permit

_HEX = re.compile(r"(?:[0-9a-f]{2}){0,512}")


@dataclass(frozen=True, slots=True)
class ExecuteRun:
    """`public_randomness` was drawn after the freeze from the source that the run named; empty if it named none."""

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
        run.check_randomness(command.public_randomness)
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

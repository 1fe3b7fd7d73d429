"""A second person stands for a run: it counts, and its places are offered from now on."""

from dataclasses import dataclass

from enrollment.domain.admission.allocation_run import AllocationRun
from enrollment.domain.admission.campaign import Campaign
from enrollment.domain.admission.ids import ActorId, JobId, RunId
from enrollment.domain.admission.job import Job, JobKind
from enrollment.usecases.allocation.places import place_of_campaign
from enrollment.usecases.allocation.ports import AllocationUnit, AllocationWork, NewId, Now, Permit


@dataclass(frozen=True, slots=True)
class ConfirmRun:
    """A published run, and who confirms it."""

    run: RunId
    by: ActorId


async def confirm_run(
    command: ConfirmRun, *, work: AllocationWork, permit: Permit, new_id: NewId, now: Now
) -> JobId:
    """Makes a run count; gives the job that offers its places. Refuses the person who asked for the run.

    Asked again after the job came to nothing, it lets the job go on where it stood.
    """
    async with work() as unit:
        run = await unit.runs.get(command.run)
        campaign = await unit.campaigns.look(run.campaign_id)
        permit("confirm_run", await place_of_campaign(campaign, unit))
        if run.confirmation_id is not None:
            return await _go_on(run, run.confirmation_id, command.by, unit)
        job = _job(run, campaign, command.by, JobId(new_id()))
        run.confirm(by=command.by, at=now(), job=job.id)
        unit.jobs.add(job)
        await unit.jobs.flush()
        return job.id


async def _go_on(run: AllocationRun, job: JobId, by: ActorId, unit: AllocationUnit) -> JobId:
    run.check_second_person(by)
    (await unit.jobs.get(job)).again()
    return job


def _job(run: AllocationRun, campaign: Campaign, by: ActorId, id: JobId) -> Job:
    return Job(
        id,
        JobKind.CONFIRM_RUN,
        requested_by=by,
        district_id=campaign.district_id,
        given={"run": str(run.id)},
        total=max(1, run.applications or 0),
    )

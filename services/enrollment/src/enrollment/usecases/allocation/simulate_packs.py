"""Two rule packs are to be compared on one frozen input, before anybody is bound by them."""

from dataclasses import dataclass

from enrollment.domain.admission.ids import ActorId, JobId, RulePackId, RunId
from enrollment.domain.admission.job import Job, JobKind
from enrollment.usecases.allocation.places import place_of_campaign
from enrollment.usecases.allocation.ports import AllocationWork, NewId, Permit


@dataclass(frozen=True, slots=True)
class SimulatePacks:
    """The run whose frozen input it is, and the two packs."""

    run: RunId
    first: RulePackId
    second: RulePackId
    by: ActorId


async def simulate_packs(
    command: SimulatePacks, *, work: AllocationWork, permit: Permit, new_id: NewId
) -> JobId:
    """Asks for the comparison; gives the job."""
    async with work() as unit:
        run = await unit.runs.get(command.run)
        campaign = await unit.campaigns.look(run.campaign_id)
        permit("simulate_packs", await place_of_campaign(campaign, unit))
        packs = [await unit.rule_packs.get(pack) for pack in (command.first, command.second)]
        await unit.run_files.read(run.id, "INPUT")
        job = Job(
            JobId(new_id()),
            JobKind.SIMULATE,
            requested_by=command.by,
            district_id=campaign.district_id,
            given={"run": str(run.id), "packs": [str(pack.id) for pack in packs]},
        )
        unit.jobs.add(job)
        return job.id

"""The seed is revealed, and everybody can run the allocation again."""

from dataclasses import dataclass

from enrollment.domain.admission.ids import RunId
from enrollment.usecases.allocation.places import place_of_campaign
from enrollment.usecases.allocation.ports import AllocationWork, Now, Permit


@dataclass(frozen=True, slots=True)
class PublishRun:
    """An executed run."""

    run: RunId


async def publish_run(
    command: PublishRun, *, work: AllocationWork, permit: Permit, now: Now, secret: str
) -> RunId:
    """Reveals the seed of an executed run."""
    async with work() as unit:
        run = await unit.runs.get(command.run)
        campaign = await unit.campaigns.look(run.campaign_id)
        permit("publish_run", await place_of_campaign(campaign, unit))
        run.check_executed()
        run.publish(await unit.run_files.open(run.id, secret=secret), at=now())
        await unit.run_files.forget(run.id)
        return run.id

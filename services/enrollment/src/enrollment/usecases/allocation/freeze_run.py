"""The applications of the closed wave are fixed, and everybody learns their hash before chance comes in."""

from dataclasses import dataclass

from enrollment.domain.admission.campaign import CampaignState
from enrollment.domain.admission.ids import RunId
from enrollment.usecases.allocation.places import place_of_campaign
from enrollment.usecases.allocation.ports import AllocationWork, Now, Permit


@dataclass(frozen=True, slots=True)
class FreezeRun:
    """The run whose wave is closed."""

    run: RunId


async def freeze_run(command: FreezeRun, *, work: AllocationWork, permit: Permit, now: Now) -> RunId:
    """Freezes the document of who waits and what is free. Refuses while the wave is open."""
    async with work() as unit:
        run = await unit.runs.get(command.run)
        campaign = await unit.campaigns.get(run.campaign_id)
        permit("freeze_run", await place_of_campaign(campaign, unit))
        if campaign.state is not CampaignState.ALLOCATING:
            campaign.allocate()
        document = await unit.run_files.document(campaign)
        run.freeze(document.hash(), applications=len(document.children), at=now())
        await unit.run_files.keep(run.id, "INPUT", b"".join(document.normal_form()))
        return run.id

"""A second person stands for a run: its places are offered, and whoever got none waits by its numbers."""

import json
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from enrollment.domain.admission.allocation_run import AllocationRun
from enrollment.domain.admission.application import Application
from enrollment.domain.admission.application_states import ApplicationState
from enrollment.domain.admission.campaign import Campaign
from enrollment.domain.admission.ids import ActorId, ApplicationId, RunId, SeatPlanId
from enrollment.usecases.allocation.offering import Offering, follow
from enrollment.usecases.allocation.places import place_of_campaign
from enrollment.usecases.allocation.ports import AllocationUnit, AllocationWork, NewId, Now, Permit


@dataclass(frozen=True, slots=True)
class ConfirmRun:
    """A published run, and who confirms it."""

    run: RunId
    by: ActorId


async def confirm_run(
    command: ConfirmRun, *, work: AllocationWork, permit: Permit, new_id: NewId, now: Now
) -> RunId:
    """Makes a run count. Refuses the person who asked for it."""
    async with work() as unit:
        run = await unit.runs.get(command.run)
        campaign = await unit.campaigns.get(run.campaign_id)
        permit("confirm_run", await place_of_campaign(campaign, unit))
        run.confirm(by=command.by, at=now())
        campaign.offer()
        await follow(campaign.id, unit)
        for changed in await unit.queues.draw_numbers(campaign.id, at=now()):
            unit.tell(changed)
        await _offer_places(run, campaign, unit, at=now(), new_id=new_id)
        return run.id


async def _offer_places(
    run: AllocationRun, campaign: Campaign, unit: AllocationUnit, *, at: datetime, new_id: NewId
) -> None:
    offering = Offering(unit, campaign, at=at, new_id=new_id, run=run.id)
    waiting = await _waiting(campaign, unit)
    plans = {plan.id: plan for plan in await unit.seat_plans.find_all(campaign_id=campaign.id)}
    result = json.loads(await unit.run_files.read(run.id, "RESULT"))
    for placement in result["placements"]:
        # A family may have withdrawn since the freeze: its place goes to who waits.
        application = waiting.get(placement["child"])
        if application is not None:
            plan = plans[SeatPlanId(UUID(placement["programme"]))]
            await offering.make(application, plan, position=placement["standing"])
    await follow(campaign.id, unit)
    for plan in plans.values():
        await offering.fill(plan)


async def _waiting(campaign: Campaign, unit: AllocationUnit) -> dict[str, Application]:
    """Those who wait, by their pseudonyms; from now on they stand in the queue."""
    by_ref: dict[str, ApplicationId] = await unit.run_files.by_ref(campaign)
    known = {each.id: each for each in await unit.applications.find_all(campaign_id=campaign.id)}
    for application in known.values():
        if application.state is ApplicationState.REGISTERED:
            application.queue()
    return {ref: known[application] for ref, application in by_ref.items()}

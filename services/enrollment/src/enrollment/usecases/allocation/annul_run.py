"""An order says that a run does not count; the next one has a new commitment."""

from dataclasses import dataclass

from enrollment.domain.admission.ids import ActorId, RunId
from enrollment.domain.order import Order
from enrollment.usecases.allocation.places import place_of_campaign
from enrollment.usecases.allocation.ports import AllocationWork, Permit


@dataclass(frozen=True, slots=True)
class AnnulRun:
    """A run that is not confirmed, the order, and who carries it out."""

    run: RunId
    order: Order
    by: ActorId


async def annul_run(command: AnnulRun, *, work: AllocationWork, permit: Permit) -> RunId:
    """Takes a run back. Refuses the person who asked for it, and a run that is confirmed."""
    async with work() as unit:
        run = await unit.runs.get(command.run)
        campaign = await unit.campaigns.look(run.campaign_id)
        permit("annul_run", await place_of_campaign(campaign, unit))
        run.annul(order=command.order, by=command.by)
        await unit.run_files.forget(run.id)
        return run.id

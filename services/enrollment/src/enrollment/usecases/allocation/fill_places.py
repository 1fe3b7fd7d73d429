"""Where a queue goes on after the run, every place that came free is offered, whatever made it free."""

from chassis.telemetry import get_logger
from enrollment.domain.admission.ids import SeatPlanId
from enrollment.domain.refusals import Refusal
from enrollment.usecases.allocation.offering import Offering
from enrollment.usecases.allocation.ports import AllocationWork, NewId, Now

log = get_logger()


async def fill_places(*, work: AllocationWork, new_id: NewId, now: Now) -> int:
    """Offers free places for which somebody waits; gives how many offers were made."""
    async with work() as unit:
        plans = await unit.queues.with_free_places()
    made = 0
    for plan in plans:
        try:
            made += await _fill(plan, work=work, new_id=new_id, now=now)
        except Refusal as refusal:
            # What is wrong with one plan is for its office to mend; the families of the others do not wait for that.
            log.warning("places_not_offered", seat_plan=str(plan), code=refusal.code)
    return made


async def _fill(id: SeatPlanId, *, work: AllocationWork, new_id: NewId, now: Now) -> int:
    async with work() as unit:
        plan = await unit.seat_plans.get(id)
        free = plan.vacancies
        campaign = await unit.campaigns.look(plan.campaign_id)
        await Offering(unit, campaign, at=now(), new_id=new_id).fill(plan)
        return free - plan.vacancies

"""An order changes the number of a programme's seats, and says why."""

from dataclasses import dataclass
from datetime import date

from chassis.identity.policy import Facts
from enrollment.domain.admission.ids import SeatPlanId
from enrollment.domain.order import Order
from enrollment.usecases.admission.ports import AdmissionWork, Now, Permit


@dataclass(frozen=True, slots=True)
class ChangeSeatPlan:
    """The seats from now on."""

    seat_plan: SeatPlanId
    seats: int
    reason: str
    order_number: str
    order_date: date


async def change_seat_plan(
    command: ChangeSeatPlan, *, work: AdmissionWork, permit: Permit, now: Now
) -> SeatPlanId:
    """Changes the seats; gives the plan's id. Refuses fewer than are held, and a change without a reason."""
    async with work() as unit:
        plan = await unit.seat_plans.get(command.seat_plan)
        campaign = await unit.campaigns.look(plan.campaign_id)
        district = await unit.districts.get(campaign.district_id)
        permit("change_seat_plan", Facts(district=district.id, region=district.region_id))
        order = Order(command.order_number, command.order_date)
        plan.change(command.seats, order=order, reason=command.reason)
        await unit.queue_facts.note_seats(plan, at=now(), rule=command.order_number)
        return plan.id

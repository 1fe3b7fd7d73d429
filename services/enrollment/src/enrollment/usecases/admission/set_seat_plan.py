"""An order says how many children a school takes into a grade, a language and a profile."""

from dataclasses import dataclass
from datetime import date

from chassis.identity.policy import Facts
from enrollment.domain.admission.applying_refusals import OutsideDistrict
from enrollment.domain.admission.ids import CampaignId, SeatPlanId
from enrollment.domain.admission.seat_plan import Programme, SeatPlan
from enrollment.domain.order import Order
from enrollment.usecases.admission.ports import AdmissionWork, NewId, Now, Permit


@dataclass(frozen=True, slots=True)
class SetSeatPlan:
    """The seats of one programme in one campaign, and the order they rest on."""

    campaign: CampaignId
    programme: Programme
    seats: int
    order_number: str
    order_date: date


async def set_seat_plan(
    command: SetSeatPlan, *, work: AdmissionWork, permit: Permit, new_id: NewId, now: Now
) -> SeatPlanId:
    """Approves a plan; gives its id. Refuses a second one of a programme (by the database)."""
    async with work() as unit:
        campaign = await unit.campaigns.look(command.campaign)
        district = await unit.districts.get(campaign.district_id)
        permit("set_seat_plan", Facts(district=district.id, region=district.region_id))
        school = await unit.schools.get(command.programme.school_id)
        if school.district_id != district.id:
            raise OutsideDistrict
        plan = SeatPlan.approve(
            SeatPlanId(new_id()),
            campaign.id,
            command.programme,
            command.seats,
            order=Order(command.order_number, command.order_date),
        )
        unit.seat_plans.add(plan)
        await unit.queue_facts.note_seats(plan, at=now(), rule=command.order_number)
        return plan.id

"""The free places of a programme are offered to who waits for them."""

from dataclasses import dataclass

from enrollment.domain.admission.ids import SeatPlanId
from enrollment.domain.admission.offer_refusals import NoVacancy
from enrollment.usecases.allocation.offering import Offering
from enrollment.usecases.allocation.places import place_of_campaign
from enrollment.usecases.allocation.ports import AllocationWork, NewId, Now, Permit


@dataclass(frozen=True, slots=True)
class OfferPlaces:
    """The seat plan of the programme."""

    plan: SeatPlanId


async def offer_places(
    command: OfferPlaces, *, work: AllocationWork, permit: Permit, new_id: NewId, now: Now
) -> SeatPlanId:
    """Offers what is free, the best of the queue first. Refuses where nothing is free.

    Where nobody could be offered anything, it refuses as the best of the queue was refused: the office sees why.
    """
    async with work() as unit:
        plan = await unit.seat_plans.get(command.plan)
        campaign = await unit.campaigns.look(plan.campaign_id)
        permit("offer_places", await place_of_campaign(campaign, unit))
        if plan.vacancies == 0:
            raise NoVacancy
        free = plan.vacancies
        passed = await Offering(unit, campaign, at=now(), new_id=new_id).fill(plan)
        if passed and plan.vacancies == free:
            raise next(iter(passed.values()))
        return plan.id

"""A family that missed the term of an offer, or declined it, has its place in the queue back, once."""

from dataclasses import dataclass

from enrollment.domain.admission.ids import OfferId
from enrollment.domain.queue import Kind
from enrollment.usecases.allocation.offering import Offering
from enrollment.usecases.allocation.places import permit_for
from enrollment.usecases.allocation.ports import AllocationWork, NewId, Now, Permit


@dataclass(frozen=True, slots=True)
class RestoreOffer:
    """An expired or declined offer."""

    offer: OfferId


async def restore_offer(
    command: RestoreOffer, *, work: AllocationWork, permit: Permit, new_id: NewId, now: Now
) -> OfferId:
    """Lets the application wait again where it waited. Refuses a second time, and after the days for it."""
    async with work() as unit:
        offer = await unit.offers.get(command.offer)
        application = await unit.applications.get(offer.application_id)
        await permit_for(permit, "restore_offer", application, unit)
        offer.restore(application, at=now())
        await unit.queue_facts.note(Kind.RESTORED, application, at=now())
        plan = await unit.seat_plans.get(offer.seat_plan_id)
        campaign = await unit.campaigns.look(plan.campaign_id)
        await Offering(unit, campaign, at=now(), new_id=new_id).fill(plan)
        return offer.id

"""A family does not take the offered place; it is offered to who waits next."""

from dataclasses import dataclass

from enrollment.domain.admission.ids import OfferId
from enrollment.domain.admission.offer import DeclineReason
from enrollment.domain.admission.terms import Terms
from enrollment.domain.queue import Kind
from enrollment.usecases.allocation.offering import Offering
from enrollment.usecases.allocation.places import permit_for
from enrollment.usecases.allocation.ports import AllocationWork, NewId, Now, Permit


@dataclass(frozen=True, slots=True)
class DeclineOffer:
    """An open offer, and why it is not wanted."""

    offer: OfferId
    reason: DeclineReason = DeclineReason.OTHER


async def decline_offer(
    command: DeclineOffer, *, work: AllocationWork, permit: Permit, new_id: NewId, now: Now
) -> OfferId:
    """Gives the seat back; where the rules let a family come back, it may. Refuses what is answered already."""
    async with work() as unit:
        offer = await unit.offers.get(command.offer)
        application = await unit.applications.get(offer.application_id)
        await permit_for(permit, "decline_offer", application, unit)
        plan = await unit.seat_plans.get(offer.seat_plan_id)
        campaign = await unit.campaigns.look(plan.campaign_id)
        restorable = Terms.of(campaign.rule_pack_id).restorable
        offer.decline(
            application,
            plan,
            reason=command.reason,
            restorable_until=None if restorable is None else now() + restorable,
        )
        await unit.queue_facts.note(Kind.OFFER_DECLINED, application, at=now())
        await Offering(unit, campaign, at=now(), new_id=new_id).fill(plan)
        return offer.id

"""Offers that nobody answered in their term end, and their places are offered to who waits next."""

from chassis.telemetry import get_logger
from enrollment.domain.admission.application_states import ApplicationState
from enrollment.domain.admission.ids import OfferId
from enrollment.domain.admission.offer import OfferState
from enrollment.domain.admission.terms import Terms
from enrollment.domain.queue import Kind
from enrollment.domain.refusals import Refusal
from enrollment.usecases.allocation.offering import Offering
from enrollment.usecases.allocation.ports import AllocationWork, NewId, Now

log = get_logger()

_AT_ONCE = 100


async def expire_offers(*, work: AllocationWork, new_id: NewId, now: Now) -> int:
    """Ends each offer whose term is over, in a transaction of its own; gives how many."""
    async with work() as unit:
        lapsed = await unit.offers.lapsed(now(), limit=_AT_ONCE)
    ended = 0
    for offer in lapsed:
        try:
            await _expire(offer, work=work, new_id=new_id, now=now)
            ended += 1
        except Refusal as refusal:
            # One offer that cannot end keeps no other from ending.
            log.warning("offer_not_expired", offer=str(offer), code=refusal.code)
    return ended


async def _expire(lapsed: OfferId, *, work: AllocationWork, new_id: NewId, now: Now) -> None:
    async with work() as unit:
        offer = await unit.offers.get(lapsed)
        # The family may have answered between the look and the lock.
        if offer.state is not OfferState.OPEN:
            return
        application = await unit.applications.get(offer.application_id)
        plan = await unit.seat_plans.get(offer.seat_plan_id)
        campaign = await unit.campaigns.look(plan.campaign_id)
        if application.state is ApplicationState.OFFERED:
            restorable = Terms.of(campaign.rule_pack_id).restorable
            offer.expire(application, plan, at=now(), restorable=restorable)
            await unit.queue_facts.note(Kind.OFFER_EXPIRED, application, at=now())
        else:
            offer.close(plan)
        await Offering(unit, campaign, at=now(), new_id=new_id).fill(plan)

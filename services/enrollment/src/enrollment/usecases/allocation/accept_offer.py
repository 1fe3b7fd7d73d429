"""A family takes the offered place; it may wait on for what it likes better."""

from collections.abc import Sequence
from dataclasses import dataclass

from enrollment.domain.admission.application import Application
from enrollment.domain.admission.application_states import ApplicationState
from enrollment.domain.admission.happening import preferred
from enrollment.domain.admission.held_place import HeldPlace, given_back
from enrollment.domain.admission.ids import OfferId, SeatPlanId
from enrollment.domain.admission.offer_refusals import NotRankedAbove
from enrollment.domain.admission.seat_plan import Programme
from enrollment.domain.queue import Kind
from enrollment.usecases.admission.places import held_by
from enrollment.usecases.allocation.offering import Offering
from enrollment.usecases.allocation.places import permit_for
from enrollment.usecases.allocation.ports import AllocationUnit, AllocationWork, NewId, Now, Permit


@dataclass(frozen=True, slots=True)
class AcceptOffer:
    """`keep_waiting_for` are plans that the family ranked above the offered one."""

    offer: OfferId
    keep_waiting_for: Sequence[SeatPlanId] = ()


async def accept_offer(
    command: AcceptOffer, *, work: AllocationWork, permit: Permit, new_id: NewId, now: Now
) -> OfferId:
    """Takes a place, and gives back the one that was held before. Refuses after the term."""
    async with work() as unit:
        offer = await unit.offers.get(command.offer)
        # All of the child's are locked, in one order: of two answers at once neither would know of the other's place.
        applications = await unit.applications.find_all(child_id=await unit.offers.child_of(offer.id))
        application = await unit.applications.get(offer.application_id)
        await permit_for(permit, "accept_offer", application, unit)
        kept = _checked(command.keep_waiting_for, application, offer.seat_plan_id, unit)
        campaign = await unit.campaigns.look(application.campaign_id)
        held = await held_by(applications, unit)
        places = given_back(application, campaign, offer.seat_plan_id, held)
        offer.accept(application, at=now(), keep_waiting_for=kept)
        await unit.queue_facts.note(
            Kind.PLACED_ELSEWHERE, application, at=now(), waits_for=command.keep_waiting_for
        )
        for place in places:
            await _give_back(place, application, unit, new_id=new_id, now=now)
        return offer.id


def _checked(
    kept: Sequence[SeatPlanId], application: Application, offered: SeatPlanId, unit: AllocationUnit
) -> list[Programme]:
    programmes = {
        unit.applications.plan_of(application, choice.programme): choice.programme
        for choice in application.choices
    }
    above = preferred(list(programmes), offered)
    if not set(kept) <= set(above):
        raise NotRankedAbove
    return [programmes[plan] for plan in above if plan in set(kept)]


async def _give_back(
    place: HeldPlace, application: Application, unit: AllocationUnit, *, new_id: NewId, now: Now
) -> None:
    holder = place.by
    place.plan.release(holder.id)
    if holder.id != application.id and holder.active and holder.state is not ApplicationState.ENROLLED:
        holder.withdraw(reason="TRANSFERRED")
        await unit.queue_facts.note(Kind.WITHDRAWN, holder, at=now())
    await Offering(unit, place.campaign, at=now(), new_id=new_id).fill(place.plan)

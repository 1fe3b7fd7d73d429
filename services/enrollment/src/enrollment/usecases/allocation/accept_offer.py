"""A family takes the offered place; it may wait on for what it likes better."""

from collections.abc import Sequence
from dataclasses import dataclass

from enrollment.domain.admission.application import Application
from enrollment.domain.admission.application_states import ApplicationKind, ApplicationState
from enrollment.domain.admission.happening import preferred
from enrollment.domain.admission.ids import OfferId, SeatPlanId
from enrollment.domain.admission.refusals import NotRankedAbove, PlaceHeldElsewhere
from enrollment.domain.admission.seat_plan import Programme, SeatPlan
from enrollment.domain.queue import Kind
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
    """Takes a place, and gives back the one that was held before. Refuses after the term.

    A family answers one offer after the other: of two at once neither would know of the other's place.
    """
    async with work() as unit:
        await unit.children.get(await unit.offers.child_of(command.offer))
        offer = await unit.offers.get(command.offer)
        application = await unit.applications.get(offer.application_id)
        await permit_for(permit, "accept_offer", application, unit)
        kept = _checked(command.keep_waiting_for, application, offer.seat_plan_id, unit)
        given_back = await _held_before(application, offer.seat_plan_id, unit)
        offer.accept(application, at=now(), keep_waiting_for=kept)
        await unit.queue_facts.note(
            Kind.PLACED_ELSEWHERE, application, at=now(), waits_for=command.keep_waiting_for
        )
        for plan, holder in given_back:
            await _give_back(plan, holder, application, unit, new_id=new_id, now=now)
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


async def _held_before(
    application: Application, offered: SeatPlanId, unit: AllocationUnit
) -> list[tuple[SeatPlan, Application]]:
    """The places that this acceptance gives back: a lesser choice, or for a transfer the place in the old school.

    Refuses a place of the same kind and year beside one that was accepted elsewhere.
    """
    lesser = [
        (plan, application) for plan in await unit.seat_plans.held_by(application.id) if plan.id != offered
    ]
    elsewhere = await _held_elsewhere(application, unit)
    if application.kind is ApplicationKind.TRANSFER:
        return lesser + [(plan, holder) for plan, holder, _ in elsewhere]
    if any(holder.accepted and is_of_this_year for _, holder, is_of_this_year in elsewhere):
        raise PlaceHeldElsewhere
    return lesser


async def _held_elsewhere(
    application: Application, unit: AllocationUnit
) -> list[tuple[SeatPlan, Application, bool]]:
    """The places of the same kind that the child holds in other campaigns, and whether they are of the same year."""
    campaign = await unit.campaigns.look(application.campaign_id)
    held = []
    for other in await unit.applications.find_all(child_id=application.child_id):
        theirs = await unit.campaigns.look(other.campaign_id)
        if other.id != application.id and campaign.gives_the_kind_of(theirs):
            is_of_this_year = theirs.academic_year_id == campaign.academic_year_id
            held += [(plan, other, is_of_this_year) for plan in await unit.seat_plans.held_by(other.id)]
    return held


async def _give_back(
    plan: SeatPlan,
    holder: Application,
    application: Application,
    unit: AllocationUnit,
    *,
    new_id: NewId,
    now: Now,
) -> None:
    plan.release(holder.id)
    if holder.id != application.id and holder.active and holder.state is not ApplicationState.ENROLLED:
        holder.withdraw(reason="TRANSFERRED")
        await unit.queue_facts.note(Kind.WITHDRAWN, holder, at=now())
    campaign = await unit.campaigns.look(plan.campaign_id)
    await Offering(unit, campaign, at=now(), new_id=new_id).fill(plan)

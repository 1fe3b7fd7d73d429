"""An office accepts a school's proposal of seats by an order, or declines it with an answer."""

from dataclasses import dataclass

from chassis.identity.policy import Facts
from enrollment.domain.admission.ids import SeatProposalId
from enrollment.domain.order import Order
from enrollment.usecases.admission.ports import AdmissionWork, Now, Permit


@dataclass(frozen=True, slots=True)
class DecideSeatProposal:
    """With an order it is accepted, without one declined; `answer` is what the school is told."""

    proposal: SeatProposalId
    order: Order | None
    answer: str = ""


async def decide_seat_proposal(
    command: DecideSeatProposal, *, work: AdmissionWork, permit: Permit, now: Now
) -> SeatProposalId:
    """Decides; gives the proposal's id. Refuses what is decided, and to decline without an answer."""
    async with work() as unit:
        proposal = await unit.seat_proposals.get(command.proposal)
        plan = await unit.seat_plans.get(proposal.seat_plan_id)
        campaign = await unit.campaigns.look(plan.campaign_id)
        district = await unit.districts.get(campaign.district_id)
        permit("decide_seat_proposal", Facts(district=district.id, region=district.region_id))
        if command.order is None:
            proposal.decline(answer=command.answer)
        else:
            proposal.accept(plan, order=command.order, answer=command.answer)
            await unit.queue_facts.note_seats(plan, at=now(), rule=command.order.number)
        return proposal.id

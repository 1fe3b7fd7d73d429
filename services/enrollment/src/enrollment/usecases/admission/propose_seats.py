"""A director proposes another number of seats for a programme of the school, and says why."""

from dataclasses import dataclass

from enrollment.domain.admission.ids import SeatPlanId, SeatProposalId
from enrollment.domain.admission.seat_proposal import SeatProposal
from enrollment.usecases.admission.ports import AdmissionWork, NewId, Permit, place_of


@dataclass(frozen=True, slots=True)
class ProposeSeats:
    """The plan, and how many seats there should be."""

    seat_plan: SeatPlanId
    seats: int
    reason: str


async def propose_seats(
    command: ProposeSeats, *, work: AdmissionWork, permit: Permit, new_id: NewId
) -> SeatProposalId:
    """Makes a proposal; gives its id. Refuses one without a reason, and a second one while one is open."""
    async with work() as unit:
        plan = await unit.seat_plans.get(command.seat_plan)
        permit("propose_seats", place_of(await unit.schools.get(plan.programme.school_id)))
        proposal = SeatProposal.make(SeatProposalId(new_id()), plan, command.seats, reason=command.reason)
        unit.seat_proposals.add(proposal)
        return proposal.id

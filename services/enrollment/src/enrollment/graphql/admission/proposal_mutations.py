"""What schools propose and offices decide: each mutation translates and calls one use case."""

from typing import Annotated

import strawberry

from chassis.clock import now
from chassis.ids import new_id
from chassis.schema import entity_id
from enrollment.domain.admission.ids import SeatPlanId, SeatProposalId
from enrollment.domain.order import Order
from enrollment.graphql.admission.campaign_types import SeatProposal
from enrollment.graphql.admission.info import GIVEN, AdmissionInfo
from enrollment.graphql.admission.proposal_inputs import (
    DecideSeatProposalInput,
    DecideSeatProposalPayload,
    ProposeSeatsInput,
    ProposeSeatsPayload,
)
from enrollment.usecases.admission.decide_seat_proposal import DecideSeatProposal, decide_seat_proposal
from enrollment.usecases.admission.propose_seats import ProposeSeats, propose_seats


@strawberry.type(description="What may be done with proposals.")
class ProposalMutation:
    """One field a use case."""

    @strawberry.mutation(description="Proposes another number of seats; an order must accept it.")
    async def propose_seats(
        self, info: AdmissionInfo, input: Annotated[ProposeSeatsInput, GIVEN]
    ) -> ProposeSeatsPayload:
        """See usecases/admission/propose_seats.py."""
        command = ProposeSeats(SeatPlanId(entity_id(input.seat_plan_id)), input.seats, input.reason)
        done = await info.context.perform(
            "proposeSeats",
            input,
            lambda work, permit: propose_seats(command, work=work, permit=permit, new_id=new_id),
        )
        return ProposeSeatsPayload(proposal=done.read(SeatProposal), user_errors=done.user_errors)

    @strawberry.mutation(description="Accepts a proposal by an order, or declines it with an answer.")
    async def decide_seat_proposal(
        self, info: AdmissionInfo, input: Annotated[DecideSeatProposalInput, GIVEN]
    ) -> DecideSeatProposalPayload:
        """See usecases/admission/decide_seat_proposal.py."""

        def command() -> DecideSeatProposal:
            given = input.order
            order = None if given is None else Order(given.order_number, given.order_date)
            return DecideSeatProposal(SeatProposalId(entity_id(input.proposal_id)), order, input.answer)

        done = await info.context.perform(
            "decideSeatProposal",
            input,
            lambda work, permit: decide_seat_proposal(command(), work=work, permit=permit, now=now),
        )
        return DecideSeatProposalPayload(proposal=done.read(SeatProposal), user_errors=done.user_errors)

"""What the mutations of proposals take, and what they give back."""

from datetime import date
from uuid import UUID

import strawberry

from chassis.schema import UserError
from enrollment.graphql.admission.campaign_types import SeatProposal
from enrollment.graphql.admission.fields import key
from enrollment.graphql.inputs import ERRORS


@strawberry.input(description="Another number of seats, as the school proposes it.")
class ProposeSeatsInput:
    """See usecases/admission/propose_seats.py."""

    seat_plan_id: strawberry.ID = strawberry.field(description="The plan of the school's programme.")
    seats: int = strawberry.field(description="How many children it should take.")
    reason: str = strawberry.field(description="Why.")
    idempotency_key: UUID | None = key()


@strawberry.input(description="An order that accepts a proposal.")
class AcceptingOrderInput:
    """See domain/order.py."""

    order_number: str = strawberry.field(description="The number of the order.")
    order_date: date = strawberry.field(description="The date on the order.")


@strawberry.input(description="A decision about a proposal.")
class DecideSeatProposalInput:
    """See usecases/admission/decide_seat_proposal.py."""

    proposal_id: strawberry.ID = strawberry.field(description="The proposal.")
    order: AcceptingOrderInput | None = strawberry.field(
        default=None, description="The order by which the seats change; without one the proposal is declined."
    )
    answer: str = strawberry.field(default="", description="What the school is told; needed to decline.")
    idempotency_key: UUID | None = key()


@strawberry.type
class ProposalAnswer:
    """The proposal, or why it is as it was."""

    proposal: SeatProposal | None = strawberry.field(description="The proposal after it.")
    user_errors: list[UserError] = strawberry.field(description=ERRORS)


@strawberry.type(description="What came of `proposeSeats`.")
class ProposeSeatsPayload(ProposalAnswer):
    """See usecases/admission/propose_seats.py."""


@strawberry.type(description="What came of `decideSeatProposal`.")
class DecideSeatProposalPayload(ProposalAnswer):
    """See usecases/admission/decide_seat_proposal.py."""

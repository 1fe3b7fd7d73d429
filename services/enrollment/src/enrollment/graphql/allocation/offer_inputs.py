"""What the mutations of offers take, and what they give back."""

from datetime import date
from uuid import UUID

import strawberry

from chassis.schema import UserError
from enrollment.domain.admission.offer import DeclineReason
from enrollment.graphql.admission.fields import key
from enrollment.graphql.allocation.types import Offer
from enrollment.graphql.inputs import ERRORS
from enrollment.graphql.types import Student

RUN = "The run."
OFFER = "The offer."


@strawberry.input(description="A programme whose free places are to be offered.")
class OfferPlacesInput:
    """See usecases/allocation/offer_places.py."""

    seat_plan_id: strawberry.ID = strawberry.field(description="The seat plan of the programme.")
    idempotency_key: UUID | None = key()


@strawberry.type(description="What came of `offerPlaces`.")
class OfferPlacesPayload:
    """The plan, or why nothing was offered."""

    seat_plan_id: strawberry.ID | None = strawberry.field(description="The seat plan.")
    user_errors: list[UserError] = strawberry.field(description=ERRORS)


@strawberry.input(description="An offered place that the family takes.")
class AcceptOfferInput:
    """See usecases/allocation/accept_offer.py."""

    offer_id: strawberry.ID = strawberry.field(description=OFFER)
    keep_waiting_for: list[strawberry.ID] = strawberry.field(
        default_factory=list,
        description="Seat plans that the family ranked above this one, for which it waits on.",
    )
    idempotency_key: UUID | None = key()


@strawberry.input(description="An offered place that the family does not take.")
class DeclineOfferInput:
    """See usecases/allocation/decline_offer.py."""

    offer_id: strawberry.ID = strawberry.field(description=OFFER)
    reason: DeclineReason = strawberry.field(default=DeclineReason.OTHER, description="Why not.")
    idempotency_key: UUID | None = key()


@strawberry.input(description="An expired offer whose place in the queue is asked back.")
class RestoreOfferInput:
    """See usecases/allocation/restore_offer.py."""

    offer_id: strawberry.ID = strawberry.field(description=OFFER)
    idempotency_key: UUID | None = key()


@strawberry.type(description="What came of an answer to an offer.")
class OfferAfter:
    """The offer, or why it stands as it stood."""

    offer: Offer | None = strawberry.field(description="The offer as it is now.")
    user_errors: list[UserError] = strawberry.field(description=ERRORS)


@strawberry.type(description="What came of `acceptOffer`.")
class AcceptOfferPayload(OfferAfter):
    """See OfferAfter."""


@strawberry.type(description="What came of `declineOffer`.")
class DeclineOfferPayload(OfferAfter):
    """See OfferAfter."""


@strawberry.type(description="What came of `restoreOffer`.")
class RestoreOfferPayload(OfferAfter):
    """See OfferAfter."""


@strawberry.input(description="An order that makes a child with an accepted place a pupil.")
class EnrolApplicantInput:
    """See usecases/allocation/enrol_applicant.py."""

    application_id: strawberry.ID = strawberry.field(description="The application.")
    order_number: str = strawberry.field(description="The number of the order.")
    order_date: date = strawberry.field(description="The date on the order.")
    enrolled_on: date = strawberry.field(description="The first day as a pupil, in the year of the campaign.")
    idempotency_key: UUID | None = key()


@strawberry.type(description="What came of `enrolApplicant`.")
class EnrolApplicantPayload:
    """The pupil, or why there is none."""

    student: Student | None = strawberry.field(description="The pupil as enrolled.")
    user_errors: list[UserError] = strawberry.field(description=ERRORS)


@strawberry.input(description="What a family that moves wants elsewhere.")
class RequestTransferInput:
    """See usecases/allocation/request_transfer.py."""

    application_id: strawberry.ID = strawberry.field(description="The application that the family has.")
    campaign_id: strawberry.ID = strawberry.field(description="The campaign that it moves to.")
    seat_plan_ids: list[strawberry.ID] = strawberry.field(description="What it wants there, the best first.")
    idempotency_key: UUID | None = key()


@strawberry.type(description="What came of `requestTransfer`.")
class RequestTransferPayload:
    """The new application, or why there is none."""

    application_id: strawberry.ID | None = strawberry.field(description="The application for the new place.")
    user_errors: list[UserError] = strawberry.field(description=ERRORS)

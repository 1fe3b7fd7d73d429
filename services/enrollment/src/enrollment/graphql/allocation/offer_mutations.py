"""What may be done with offers: each mutation translates, calls one use case, and names what to read."""

from typing import Annotated

import strawberry

from chassis.clock import today
from chassis.ids import new_id
from chassis.schema import entity_id
from enrollment.domain.admission.ids import ApplicationId, CampaignId, OfferId, SeatPlanId
from enrollment.domain.order import Order
from enrollment.graphql.allocation.info import GIVEN, AllocationInfo
from enrollment.graphql.allocation.offer_inputs import (
    AcceptOfferInput,
    AcceptOfferPayload,
    DeclineOfferInput,
    DeclineOfferPayload,
    EnrolApplicantInput,
    EnrolApplicantPayload,
    OfferPlacesInput,
    OfferPlacesPayload,
    RequestTransferInput,
    RequestTransferPayload,
    RestoreOfferInput,
    RestoreOfferPayload,
)
from enrollment.graphql.allocation.run_mutations import now
from enrollment.graphql.allocation.types import Offer
from enrollment.graphql.types import Student
from enrollment.usecases.allocation.accept_offer import AcceptOffer, accept_offer
from enrollment.usecases.allocation.decline_offer import DeclineOffer, decline_offer
from enrollment.usecases.allocation.enrol_applicant import EnrolApplicant, enrol_applicant
from enrollment.usecases.allocation.offer_places import OfferPlaces, offer_places
from enrollment.usecases.allocation.request_transfer import RequestTransfer, request_transfer
from enrollment.usecases.allocation.restore_offer import RestoreOffer, restore_offer


@strawberry.type(description="What may be done with offers.")
class OfferMutation:
    """One field a use case."""

    @strawberry.mutation(description="Offers the free places of a programme to who waits, the best first.")
    async def offer_places(
        self, info: AllocationInfo, input: Annotated[OfferPlacesInput, GIVEN]
    ) -> OfferPlacesPayload:
        """See usecases/allocation/offer_places.py."""
        command = OfferPlaces(SeatPlanId(entity_id(input.seat_plan_id)))
        done = await info.context.perform(
            "offerPlaces",
            input,
            lambda work, permit: offer_places(command, work=work, permit=permit, new_id=new_id, now=now),
        )
        return OfferPlacesPayload(
            seat_plan_id=input.seat_plan_id if done.id else None, user_errors=done.user_errors
        )

    @strawberry.mutation(
        description="Takes an offered place; the family may wait on for what it ranked above it."
    )
    async def accept_offer(
        self, info: AllocationInfo, input: Annotated[AcceptOfferInput, GIVEN]
    ) -> AcceptOfferPayload:
        """See usecases/allocation/accept_offer.py."""
        kept = [SeatPlanId(entity_id(plan)) for plan in input.keep_waiting_for]
        command = AcceptOffer(OfferId(entity_id(input.offer_id)), kept)
        done = await info.context.perform(
            "acceptOffer",
            input,
            lambda work, permit: accept_offer(command, work=work, permit=permit, new_id=new_id, now=now),
        )
        return AcceptOfferPayload(offer=done.read(Offer), user_errors=done.user_errors)

    @strawberry.mutation(description="Does not take an offered place; it is offered to who waits next.")
    async def decline_offer(
        self, info: AllocationInfo, input: Annotated[DeclineOfferInput, GIVEN]
    ) -> DeclineOfferPayload:
        """See usecases/allocation/decline_offer.py."""
        command = DeclineOffer(OfferId(entity_id(input.offer_id)), input.reason)
        done = await info.context.perform(
            "declineOffer",
            input,
            lambda work, permit: decline_offer(command, work=work, permit=permit, new_id=new_id, now=now),
        )
        return DeclineOfferPayload(offer=done.read(Offer), user_errors=done.user_errors)

    @strawberry.mutation(
        description="Gives a child its place in the queue back after an expired offer, once."
    )
    async def restore_offer(
        self, info: AllocationInfo, input: Annotated[RestoreOfferInput, GIVEN]
    ) -> RestoreOfferPayload:
        """See usecases/allocation/restore_offer.py."""
        command = RestoreOffer(OfferId(entity_id(input.offer_id)))
        done = await info.context.perform(
            "restoreOffer",
            input,
            lambda work, permit: restore_offer(command, work=work, permit=permit, new_id=new_id, now=now),
        )
        return RestoreOfferPayload(offer=done.read(Offer), user_errors=done.user_errors)

    @strawberry.mutation(description="Makes a child with an accepted place a pupil, by an order.")
    async def enrol_applicant(
        self, info: AllocationInfo, input: Annotated[EnrolApplicantInput, GIVEN]
    ) -> EnrolApplicantPayload:
        """See usecases/allocation/enrol_applicant.py."""
        application = ApplicationId(entity_id(input.application_id))
        done = await info.context.perform(
            "enrolApplicant",
            input,
            lambda work, permit: enrol_applicant(
                EnrolApplicant(
                    application,
                    order=Order(input.order_number, input.order_date),
                    enrolled_on=input.enrolled_on,
                ),
                work=work,
                permit=permit,
                new_id=new_id,
                now=now,
                today=today,
            ),
        )
        return EnrolApplicantPayload(student=done.read(Student), user_errors=done.user_errors)

    @strawberry.mutation(
        description="Applies elsewhere for a family that moves: it keeps its date, and its place until the new one."
    )
    async def request_transfer(
        self, info: AllocationInfo, input: Annotated[RequestTransferInput, GIVEN]
    ) -> RequestTransferPayload:
        """See usecases/allocation/request_transfer.py."""
        command = RequestTransfer(
            ApplicationId(entity_id(input.application_id)),
            CampaignId(entity_id(input.campaign_id)),
            [SeatPlanId(entity_id(plan)) for plan in input.seat_plan_ids],
        )
        done = await info.context.perform(
            "requestTransfer",
            input,
            lambda work, permit: request_transfer(command, work=work, permit=permit, new_id=new_id, now=now),
        )
        application = strawberry.ID(str(done.id)) if done.id else None
        return RequestTransferPayload(application_id=application, user_errors=done.user_errors)

"""What an office may do with applications: each mutation translates and calls one use case."""

from typing import Annotated

import strawberry

from chassis.clock import now
from chassis.schema import entity_id
from enrollment.domain.admission.ids import ApplicationId
from enrollment.domain.ids import SchoolId
from enrollment.graphql.admission.info import GIVEN, AdmissionInfo
from enrollment.graphql.admission.office_inputs import (
    RegisterApplicationInput,
    RejectApplicationInput,
    RejectClaimInput,
    ReturnApplicationInput,
    VerifyClaimInput,
)
from enrollment.graphql.admission.payloads import (
    RegisterApplicationPayload,
    RejectApplicationPayload,
    RejectClaimPayload,
    ReturnApplicationPayload,
    VerifyClaimPayload,
)
from enrollment.graphql.admission.types import Application
from enrollment.usecases.admission.register_application import RegisterApplication, register_application
from enrollment.usecases.admission.reject_application import RejectApplication, reject_application
from enrollment.usecases.admission.reject_claim import RejectClaim, reject_claim
from enrollment.usecases.admission.return_application import ReturnApplication, return_application
from enrollment.usecases.admission.verify_claim import VerifyClaim, verify_claim


@strawberry.type(description="What an office may do with applications.")
class OfficeMutation:
    """One field a use case."""

    @strawberry.mutation(description="Finds a claim of priority right.")
    async def verify_claim(
        self, info: AdmissionInfo, input: Annotated[VerifyClaimInput, GIVEN]
    ) -> VerifyClaimPayload:
        """See usecases/admission/verify_claim.py."""
        command = VerifyClaim(
            application=ApplicationId(entity_id(input.application_id)),
            category=input.category,
            school=SchoolId(entity_id(input.school_id)) if input.school_id else None,
            by_role=info.context.leading_role,
            valid_until=input.valid_until,
        )
        done = await info.context.perform(
            "verifyClaim",
            input,
            lambda work, permit: verify_claim(command, work=work, permit=permit, now=now),
        )
        return VerifyClaimPayload(application=done.read(Application), user_errors=done.user_errors)

    @strawberry.mutation(description="Finds a claim of priority unfounded, for a reason.")
    async def reject_claim(
        self, info: AdmissionInfo, input: Annotated[RejectClaimInput, GIVEN]
    ) -> RejectClaimPayload:
        """See usecases/admission/reject_claim.py."""
        command = RejectClaim(
            application=ApplicationId(entity_id(input.application_id)),
            category=input.category,
            school=SchoolId(entity_id(input.school_id)) if input.school_id else None,
            by_role=info.context.leading_role,
            reason=input.reason,
        )
        done = await info.context.perform(
            "rejectClaim",
            input,
            lambda work, permit: reject_claim(command, work=work, permit=permit, now=now),
        )
        return RejectClaimPayload(application=done.read(Application), user_errors=done.user_errors)

    @strawberry.mutation(
        description="Gives an application back with what is missing, and a term to bring it."
    )
    async def return_application(
        self, info: AdmissionInfo, input: Annotated[ReturnApplicationInput, GIVEN]
    ) -> ReturnApplicationPayload:
        """See usecases/admission/return_application.py."""
        command = ReturnApplication(
            ApplicationId(entity_id(input.application_id)), input.defects, input.respond_by
        )
        done = await info.context.perform(
            "returnApplication",
            input,
            lambda work, permit: return_application(command, work=work, permit=permit),
        )
        return ReturnApplicationPayload(application=done.read(Application), user_errors=done.user_errors)

    @strawberry.mutation(
        description="Finds an application in order: it waits for a place from its receipt on."
    )
    async def register_application(
        self, info: AdmissionInfo, input: Annotated[RegisterApplicationInput, GIVEN]
    ) -> RegisterApplicationPayload:
        """See usecases/admission/register_application.py."""
        command = RegisterApplication(ApplicationId(entity_id(input.application_id)), input.registration_no)
        done = await info.context.perform(
            "registerApplication",
            input,
            lambda work, permit: register_application(command, work=work, permit=permit),
        )
        return RegisterApplicationPayload(application=done.read(Application), user_errors=done.user_errors)

    @strawberry.mutation(description="Turns an application down by a law; the family may appeal.")
    async def reject_application(
        self, info: AdmissionInfo, input: Annotated[RejectApplicationInput, GIVEN]
    ) -> RejectApplicationPayload:
        """See usecases/admission/reject_application.py."""
        command = RejectApplication(ApplicationId(entity_id(input.application_id)), input.legal_basis)
        done = await info.context.perform(
            "rejectApplication",
            input,
            lambda work, permit: reject_application(command, work=work, permit=permit, now=now),
        )
        return RejectApplicationPayload(application=done.read(Application), user_errors=done.user_errors)

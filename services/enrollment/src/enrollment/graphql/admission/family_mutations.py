"""What a family may do with its application: each mutation translates and calls one use case."""

from collections.abc import Iterable
from typing import Annotated

import strawberry

from chassis.clock import now
from chassis.ids import new_id
from chassis.schema import entity_id
from enrollment.domain.admission.application_facts import PriorityClaim
from enrollment.domain.admission.ids import ApplicationId, CampaignId, ChildId, ContractId, SeatPlanId
from enrollment.graphql.admission.family_inputs import (
    AddChoiceInput,
    ClaimInput,
    CorrectApplicationInput,
    RemoveChoiceInput,
    ReorderChoicesInput,
    SubmitApplicationInput,
    WithdrawApplicationInput,
)
from enrollment.graphql.admission.info import GIVEN, AdmissionInfo
from enrollment.graphql.admission.payloads import (
    AddChoicePayload,
    CorrectApplicationPayload,
    RemoveChoicePayload,
    ReorderChoicesPayload,
    SubmitApplicationPayload,
    WithdrawApplicationPayload,
)
from enrollment.graphql.admission.types import Application
from enrollment.usecases.admission.add_choice import AddChoice, add_choice
from enrollment.usecases.admission.correct_application import CorrectApplication, correct_application
from enrollment.usecases.admission.remove_choice import RemoveChoice, remove_choice
from enrollment.usecases.admission.reorder_choices import ReorderChoices, reorder_choices
from enrollment.usecases.admission.submit_application import SubmitApplication, submit_application
from enrollment.usecases.admission.withdraw_application import WithdrawApplication, withdraw_application


def plans(ids: Iterable[strawberry.ID]) -> list[SeatPlanId]:
    """The seat plans that a family names."""
    return [SeatPlanId(entity_id(each)) for each in ids]


def claims(given: Iterable[ClaimInput]) -> list[PriorityClaim]:
    """The claims that a family makes."""
    return [
        PriorityClaim(each.category, str(entity_id(each.school_id)) if each.school_id else None)
        for each in given
    ]


@strawberry.type(description="What a family may do with its application.")
class FamilyMutation:
    """One field a use case."""

    @strawberry.mutation(description="Applies for places, and gives a receipt at once.")
    async def submit_application(
        self, info: AdmissionInfo, input: Annotated[SubmitApplicationInput, GIVEN]
    ) -> SubmitApplicationPayload:
        """See usecases/admission/submit_application.py."""
        command = SubmitApplication(
            campaign=CampaignId(entity_id(input.campaign_id)),
            child=ChildId(entity_id(input.child_id)),
            choices=plans(input.choices),
            claims=claims(input.claims),
            channel=input.channel,
            contract=ContractId(entity_id(input.contract_id)) if input.contract_id else None,
        )
        done = await info.context.perform(
            "submitApplication",
            input,
            lambda work, permit: submit_application(
                command, work=work, permit=permit, new_id=new_id, now=lambda: info.context.caller.came_at
            ),
        )
        return SubmitApplicationPayload(application=done.read(Application), user_errors=done.user_errors)

    @strawberry.mutation(
        description="Hands a returned application in again; inside the term it keeps its moment."
    )
    async def correct_application(
        self, info: AdmissionInfo, input: Annotated[CorrectApplicationInput, GIVEN]
    ) -> CorrectApplicationPayload:
        """See usecases/admission/correct_application.py."""
        command = CorrectApplication(
            application=ApplicationId(entity_id(input.application_id)),
            choices=None if input.choices is None else plans(input.choices),
            claims=None if input.claims is None else claims(input.claims),
            expected_version=input.expected_version,
        )
        done = await info.context.perform(
            "correctApplication",
            input,
            lambda work, permit: correct_application(command, work=work, permit=permit, now=now),
        )
        return CorrectApplicationPayload(application=done.read(Application), user_errors=done.user_errors)

    @strawberry.mutation(description="Adds a programme to those that the family wants.")
    async def add_choice(
        self, info: AdmissionInfo, input: Annotated[AddChoiceInput, GIVEN]
    ) -> AddChoicePayload:
        """See usecases/admission/add_choice.py."""
        command = AddChoice(
            application=ApplicationId(entity_id(input.application_id)),
            seat_plan=SeatPlanId(entity_id(input.seat_plan_id)),
            rank=input.rank,
            expected_version=input.expected_version,
        )
        done = await info.context.perform(
            "addChoice", input, lambda work, permit: add_choice(command, work=work, permit=permit, now=now)
        )
        return AddChoicePayload(application=done.read(Application), user_errors=done.user_errors)

    @strawberry.mutation(description="Takes a programme from those that the family wants.")
    async def remove_choice(
        self, info: AdmissionInfo, input: Annotated[RemoveChoiceInput, GIVEN]
    ) -> RemoveChoicePayload:
        """See usecases/admission/remove_choice.py."""
        command = RemoveChoice(
            application=ApplicationId(entity_id(input.application_id)),
            seat_plan=SeatPlanId(entity_id(input.seat_plan_id)),
            expected_version=input.expected_version,
        )
        done = await info.context.perform(
            "removeChoice",
            input,
            lambda work, permit: remove_choice(command, work=work, permit=permit, now=now),
        )
        return RemoveChoicePayload(application=done.read(Application), user_errors=done.user_errors)

    @strawberry.mutation(description="Ranks the wanted programmes anew; nobody moves in a queue.")
    async def reorder_choices(
        self, info: AdmissionInfo, input: Annotated[ReorderChoicesInput, GIVEN]
    ) -> ReorderChoicesPayload:
        """See usecases/admission/reorder_choices.py."""
        command = ReorderChoices(
            application=ApplicationId(entity_id(input.application_id)),
            choices=plans(input.choices),
            expected_version=input.expected_version,
        )
        done = await info.context.perform(
            "reorderChoices",
            input,
            lambda work, permit: reorder_choices(command, work=work, permit=permit, now=now),
        )
        return ReorderChoicesPayload(application=done.read(Application), user_errors=done.user_errors)

    @strawberry.mutation(description="Ends an application at its family's wish, and frees its seats.")
    async def withdraw_application(
        self, info: AdmissionInfo, input: Annotated[WithdrawApplicationInput, GIVEN]
    ) -> WithdrawApplicationPayload:
        """See usecases/admission/withdraw_application.py."""
        command = WithdrawApplication(
            application=ApplicationId(entity_id(input.application_id)),
            reason=input.reason,
            expected_version=input.expected_version,
        )
        done = await info.context.perform(
            "withdrawApplication",
            input,
            lambda work, permit: withdraw_application(command, work=work, permit=permit, now=now),
        )
        return WithdrawApplicationPayload(application=done.read(Application), user_errors=done.user_errors)

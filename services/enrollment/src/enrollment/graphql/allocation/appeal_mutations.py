"""What may be done with appeals: each mutation translates, calls one use case, and names what to read."""

from typing import Annotated

import strawberry

from chassis.ids import new_id
from chassis.schema import entity_id
from enrollment.domain.admission.ids import AppealId, ApplicationId, SeatPlanId
from enrollment.domain.order import Order
from enrollment.graphql.allocation.appeal_inputs import (
    AcceptDismissalInput,
    AcceptDismissalPayload,
    AdmitAppealInput,
    AdmitAppealPayload,
    AnswerAppealInput,
    AnswerAppealPayload,
    CarryOnAppealInput,
    CarryOnAppealPayload,
    DecideAppealInput,
    DecideAppealPayload,
    FileAppealInput,
    FileAppealPayload,
)
from enrollment.graphql.allocation.info import GIVEN, AllocationInfo
from enrollment.graphql.allocation.run_mutations import now
from enrollment.graphql.allocation.types import Appeal
from enrollment.usecases.allocation.accept_dismissal import AcceptDismissal, accept_dismissal
from enrollment.usecases.allocation.admit_appeal import AdmitAppeal, admit_appeal
from enrollment.usecases.allocation.answer_appeal import AnswerAppeal, answer_appeal
from enrollment.usecases.allocation.carry_on_appeal import CarryOnAppeal, carry_on_appeal
from enrollment.usecases.allocation.decide_appeal import DecideAppeal, SeatAdded, decide_appeal
from enrollment.usecases.allocation.file_appeal import FileAppeal, file_appeal


@strawberry.type(description="What may be done with appeals.")
class AppealMutation:
    """One field a use case."""

    @strawberry.mutation(description="Files an appeal against a rejection.")
    async def file_appeal(
        self, info: AllocationInfo, input: Annotated[FileAppealInput, GIVEN]
    ) -> FileAppealPayload:
        """See usecases/allocation/file_appeal.py."""
        command = FileAppeal(ApplicationId(entity_id(input.application_id)), input.grounds)
        done = await info.context.perform(
            "fileAppeal",
            input,
            lambda work, permit: file_appeal(command, work=work, permit=permit, new_id=new_id, now=now),
        )
        return FileAppealPayload(appeal=done.read(Appeal), user_errors=done.user_errors)

    @strawberry.mutation(description="Takes a dismissed appeal to the second instance.")
    async def carry_on_appeal(
        self, info: AllocationInfo, input: Annotated[CarryOnAppealInput, GIVEN]
    ) -> CarryOnAppealPayload:
        """See usecases/allocation/carry_on_appeal.py."""
        command = CarryOnAppeal(AppealId(entity_id(input.appeal_id)))
        done = await info.context.perform(
            "carryOnAppeal",
            input,
            lambda work, permit: carry_on_appeal(command, work=work, permit=permit, now=now),
        )
        return CarryOnAppealPayload(appeal=done.read(Appeal), user_errors=done.user_errors)

    @strawberry.mutation(description="Goes no further with a dismissed appeal: the rejection is final.")
    async def accept_dismissal(
        self, info: AllocationInfo, input: Annotated[AcceptDismissalInput, GIVEN]
    ) -> AcceptDismissalPayload:
        """See usecases/allocation/accept_dismissal.py."""
        command = AcceptDismissal(AppealId(entity_id(input.appeal_id)))
        done = await info.context.perform(
            "acceptDismissal",
            input,
            lambda work, permit: accept_dismissal(command, work=work, permit=permit),
        )
        return AcceptDismissalPayload(appeal=done.read(Appeal), user_errors=done.user_errors)

    @strawberry.mutation(description="Finds that an appeal must be decided.")
    async def admit_appeal(
        self, info: AllocationInfo, input: Annotated[AdmitAppealInput, GIVEN]
    ) -> AdmitAppealPayload:
        """See usecases/allocation/admit_appeal.py."""
        command = AdmitAppeal(AppealId(entity_id(input.appeal_id)))
        done = await info.context.perform(
            "admitAppeal",
            input,
            lambda work, permit: admit_appeal(command, work=work, permit=permit),
        )
        return AdmitAppealPayload(appeal=done.read(Appeal), user_errors=done.user_errors)

    @strawberry.mutation(description="Says what a school has to say to an appeal.")
    async def answer_appeal(
        self, info: AllocationInfo, input: Annotated[AnswerAppealInput, GIVEN]
    ) -> AnswerAppealPayload:
        """See usecases/allocation/answer_appeal.py."""
        command = AnswerAppeal(AppealId(entity_id(input.appeal_id)), input.answer)
        done = await info.context.perform(
            "answerAppeal",
            input,
            lambda work, permit: answer_appeal(command, work=work, permit=permit),
        )
        return AnswerAppealPayload(appeal=done.read(Appeal), user_errors=done.user_errors)

    @strawberry.mutation(description="Decides an appeal; one that is upheld may add a seat for the child.")
    async def decide_appeal(
        self, info: AllocationInfo, input: Annotated[DecideAppealInput, GIVEN]
    ) -> DecideAppealPayload:
        """See usecases/allocation/decide_appeal.py."""
        done = await info.context.perform(
            "decideAppeal",
            input,
            lambda work, permit: decide_appeal(
                _decision(input), work=work, permit=permit, new_id=new_id, now=now
            ),
        )
        return DecideAppealPayload(appeal=done.read(Appeal), user_errors=done.user_errors)


def _decision(input: DecideAppealInput) -> DecideAppeal:
    seat = None
    if input.seat_plan_id is not None:
        order = Order(input.order_number or "", input.order_date or now().date())
        seat = SeatAdded(SeatPlanId(entity_id(input.seat_plan_id)), order)
    return DecideAppeal(AppealId(entity_id(input.appeal_id)), input.upheld, input.reasons, seat)

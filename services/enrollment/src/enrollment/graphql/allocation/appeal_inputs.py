"""What the mutations of appeals take, and what they give back."""

from datetime import date
from uuid import UUID

import strawberry

from chassis.schema import UserError
from enrollment.graphql.admission.fields import key
from enrollment.graphql.allocation.types import Appeal
from enrollment.graphql.inputs import ERRORS


@strawberry.input(description="An appeal against a rejection.")
class FileAppealInput:
    """See usecases/allocation/file_appeal.py."""

    application_id: strawberry.ID = strawberry.field(description="The rejected application.")
    grounds: str = strawberry.field(description="Why it should count.")
    idempotency_key: UUID | None = key()


@strawberry.input(description="A dismissed appeal that goes to the second instance.")
class CarryOnAppealInput:
    """See usecases/allocation/carry_on_appeal.py."""

    appeal_id: strawberry.ID = strawberry.field(description="The appeal.")
    idempotency_key: UUID | None = key()


@strawberry.input(description="A dismissed appeal with which the family goes no further.")
class AcceptDismissalInput:
    """See usecases/allocation/accept_dismissal.py."""

    appeal_id: strawberry.ID = strawberry.field(description="The appeal.")
    idempotency_key: UUID | None = key()


@strawberry.input(description="A filed appeal that must be decided.")
class AdmitAppealInput:
    """See usecases/allocation/admit_appeal.py."""

    appeal_id: strawberry.ID = strawberry.field(description="The appeal.")
    idempotency_key: UUID | None = key()


@strawberry.input(description="What a school says to an appeal.")
class AnswerAppealInput:
    """See usecases/allocation/answer_appeal.py."""

    appeal_id: strawberry.ID = strawberry.field(description="The appeal.")
    answer: str = strawberry.field(
        description="What it says to the grounds; the family and the instance read it."
    )
    idempotency_key: UUID | None = key()


@strawberry.input(description="What an instance decides.")
class DecideAppealInput:
    """See usecases/allocation/decide_appeal.py."""

    appeal_id: strawberry.ID = strawberry.field(description="The appeal.")
    upheld: bool = strawberry.field(description="Whether the family was right.")
    reasons: str = strawberry.field(description="Why; the family reads it.")
    seat_plan_id: strawberry.ID | None = strawberry.field(
        default=None, description="Where a seat is added for the child; with the order that adds it."
    )
    order_number: str | None = strawberry.field(default=None, description="The number of that order.")
    order_date: date | None = strawberry.field(default=None, description="The date on that order.")
    idempotency_key: UUID | None = key()


@strawberry.type(description="What came of a step of an appeal.")
class AppealAfter:
    """The appeal, or why it stands as it stood."""

    appeal: Appeal | None = strawberry.field(description="The appeal as it is now.")
    user_errors: list[UserError] = strawberry.field(description=ERRORS)


@strawberry.type(description="What came of `fileAppeal`.")
class FileAppealPayload(AppealAfter):
    """See AppealAfter."""


@strawberry.type(description="What came of `carryOnAppeal`.")
class CarryOnAppealPayload(AppealAfter):
    """See AppealAfter."""


@strawberry.type(description="What came of `decideAppeal`.")
class DecideAppealPayload(AppealAfter):
    """See AppealAfter."""


@strawberry.type(description="What came of `acceptDismissal`.")
class AcceptDismissalPayload(AppealAfter):
    """See AppealAfter."""


@strawberry.type(description="What came of `admitAppeal`.")
class AdmitAppealPayload(AppealAfter):
    """See AppealAfter."""


@strawberry.type(description="What came of `answerAppeal`.")
class AnswerAppealPayload(AppealAfter):
    """See AppealAfter."""

"""What an office gives when it judges an application."""

from datetime import date, datetime
from uuid import UUID

import strawberry

from enrollment.graphql.admission.fields import key


@strawberry.input(description="A claim whose papers were seen and found right.")
class VerifyClaimInput:
    """See usecases/admission/verify_claim.py."""

    application_id: strawberry.ID = strawberry.field(description="The application.")
    category: str = strawberry.field(description="The claimed category.")
    school_id: strawberry.ID | None = strawberry.field(default=None, description="The school, as claimed.")
    valid_until: date | None = strawberry.field(default=None, description="The last day it holds.")
    idempotency_key: UUID | None = key()


@strawberry.input(description="A claim that is unfounded.")
class RejectClaimInput:
    """See usecases/admission/reject_claim.py."""

    application_id: strawberry.ID = strawberry.field(description="The application.")
    category: str = strawberry.field(description="The claimed category.")
    school_id: strawberry.ID | None = strawberry.field(default=None, description="The school, as claimed.")
    reason: str = strawberry.field(description="Why.")
    idempotency_key: UUID | None = key()


@strawberry.input(description="What is missing in an application, and until when it is to be brought.")
class ReturnApplicationInput:
    """See usecases/admission/return_application.py."""

    application_id: strawberry.ID = strawberry.field(description="The application.")
    defects: list[str] = strawberry.field(description="What is missing, for the family to read.")
    respond_by: datetime = strawberry.field(
        description="Until then a correction keeps the moment of receipt."
    )
    idempotency_key: UUID | None = key()


@strawberry.input(description="An application that is in order.")
class RegisterApplicationInput:
    """See usecases/admission/register_application.py."""

    application_id: strawberry.ID = strawberry.field(description="The application.")
    registration_no: str = strawberry.field(
        default="", description="Its number in the office's book; the receipt's unless given."
    )
    idempotency_key: UUID | None = key()


@strawberry.input(description="An application that does not count, by a law.")
class RejectApplicationInput:
    """See usecases/admission/reject_application.py."""

    application_id: strawberry.ID = strawberry.field(description="The application.")
    legal_basis: str = strawberry.field(description="The act and its paragraph.")
    idempotency_key: UUID | None = key()

"""What is said when a person's record is asked for."""

from uuid import UUID

import strawberry

from chassis.schema import UserError, describe_enum
from enrollment.domain.person import RecordOf
from enrollment.graphql.allocation.types import EnrollmentJob
from enrollment.graphql.inputs import ERRORS, KEY

describe_enum(
    RecordOf,
    "Whose record is asked for.",
    STUDENT="A pupil's.",
    GUARDIAN="That of somebody who answers for a child.",
    APPLICANT="That of a child who applies and is no pupil yet.",
    TEACHER="That of a member of a school's staff, who asks for their own.",
)


@strawberry.input(description="Whose record is put together.")
class ExportPersonInput:
    """See usecases/export_person.py."""

    person_id: strawberry.ID = strawberry.field(description="The person.")
    kind: RecordOf = strawberry.field(description="What the person is to a school.")
    idempotency_key: UUID | None = strawberry.field(default=None, description=KEY)


@strawberry.type(description="What came of `exportPerson`.")
class ExportPersonPayload:
    """The job, or why there is none."""

    job: EnrollmentJob | None = strawberry.field(
        description="The job: ask for it again until it is done, then for its `resultUrl`."
    )
    user_errors: list[UserError] = strawberry.field(description=ERRORS)

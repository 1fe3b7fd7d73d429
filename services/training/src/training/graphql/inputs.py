"""What training's mutations take, and what they give back."""

from datetime import date
from uuid import UUID

import strawberry

from chassis.schema import UserError
from training.domain.teacher import StaffCategory
from training.graphql.types import School, Teacher

KEY = "Send the same key again to be sure that it is done once."
ERRORS = "Why nothing was done; empty when it was."


def _key() -> UUID | None:
    return strawberry.field(default=None, description=KEY)  # type: ignore[no-any-return]


@strawberry.input(description="A person who comes to work.")
class RegisterStaffInput:
    """See usecases/register_staff.py."""

    school_ids: list[strawberry.ID] = strawberry.field(description="The schools: one at least.")
    display_name: str = strawberry.field(description="The name as a timetable prints it.")
    category: StaffCategory = strawberry.field(description="What the person is employed as.")
    subjects: list[str] = strawberry.field(
        default_factory=list, description="Codes of the subjects that the person teaches."
    )
    hired_on: date | None = strawberry.field(
        default=None, description="The first day; leave it out if it is not known."
    )
    idempotency_key: UUID | None = _key()


@strawberry.type(description="What came of `registerStaff`.")
class RegisterStaffPayload:
    """The teacher, or why there is none."""

    teacher: Teacher | None = strawberry.field(description="The member of staff as registered.")
    user_errors: list[UserError] = strawberry.field(description=ERRORS)


@strawberry.input(description="That a person no longer works in a school.")
class RecordStaffLeftInput:
    """See usecases/record_staff_left.py."""

    teacher_id: strawberry.ID = strawberry.field(description="The person.")
    school_id: strawberry.ID = strawberry.field(description="The school.")
    left_on: date = strawberry.field(description="The first day not at work.")
    idempotency_key: UUID | None = _key()


@strawberry.type(description="What came of `recordStaffLeft`.")
class RecordStaffLeftPayload:
    """The school, or why nothing changed."""

    school: School | None = strawberry.field(description="The school, with the staff that is left.")
    user_errors: list[UserError] = strawberry.field(description=ERRORS)


@strawberry.input(description="Which member of staff is forgotten, and by which order.")
class EraseStaffInput:
    """See usecases/erase_staff.py."""

    teacher_id: strawberry.ID = strawberry.field(description="The person, who has left every school.")
    order_number: str = strawberry.field(description="The number of the order that says so.")
    order_date: date = strawberry.field(description="The date on the order.")
    idempotency_key: UUID | None = _key()


@strawberry.type(description="What came of `eraseStaff`.")
class EraseStaffPayload:
    """The id that is left, or why nobody was forgotten."""

    person_id: strawberry.ID | None = strawberry.field(
        description="The id of the forgotten: classes and head counts stay under it, and say no more who that was."
    )
    user_errors: list[UserError] = strawberry.field(description=ERRORS)

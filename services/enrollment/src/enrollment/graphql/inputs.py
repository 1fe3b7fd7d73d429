"""What enrollment's mutations take, and what they give back."""

from datetime import date
from uuid import UUID

import strawberry

from chassis.schema import UserError
from enrollment.domain.guardianship import GuardianshipKind
from enrollment.domain.person import PersonKind
from enrollment.graphql.types import Guardian, Student

KEY = "Send the same key again to be sure that it is done once."
ERRORS = "Why nothing was done; empty when it was."


def _key() -> UUID | None:
    return strawberry.field(default=None, description=KEY)  # type: ignore[no-any-return]


@strawberry.input(description="An order that makes a child a pupil.")
class EnrolStudentInput:
    """See usecases/enrol_student.py."""

    school_id: strawberry.ID = strawberry.field(description="The school that enrols.")
    display_name: str = strawberry.field(description="The child's name as a class list prints it.")
    birth_date: date = strawberry.field(description="The child's birth date.")
    grade: int = strawberry.field(description="1-11; 0 is kindergarten.")
    language: str = strawberry.field(description="Language of teaching (BCP 47).")
    academic_year_id: strawberry.ID = strawberry.field(description="The year of the enrolment.")
    order_number: str = strawberry.field(description="The number of the order.")
    order_date: date = strawberry.field(description="The date on the order.")
    enrolled_on: date = strawberry.field(description="The first day as a pupil, in that year.")
    idempotency_key: UUID | None = _key()


@strawberry.type(description="What came of `enrolStudent`.")
class EnrolStudentPayload:
    """The pupil, or why there is none."""

    student: Student | None = strawberry.field(description="The pupil as enrolled.")
    user_errors: list[UserError] = strawberry.field(description=ERRORS)


@strawberry.input(description="That a person is forgotten, by an order.")
class ErasePersonInput:
    """See usecases/erase_person.py."""

    person_id: strawberry.ID = strawberry.field(
        description="The pupil, applicant or guardian. Staff are forgotten by `eraseStaff`."
    )
    kind: PersonKind = strawberry.field(description="What the person is to a school.")
    order_number: str = strawberry.field(description="The number of the order that says so.")
    order_date: date = strawberry.field(description="The date on the order.")
    idempotency_key: UUID | None = _key()


@strawberry.type(description="What came of `erasePerson`.")
class ErasePersonPayload:
    """The id that is left, or why nothing was forgotten."""

    person_id: strawberry.ID | None = strawberry.field(
        description="The id of the forgotten: orders and marks stay under it, and say no more who that was."
    )
    user_errors: list[UserError] = strawberry.field(description=ERRORS)


@strawberry.input(description="A person who will answer for children.")
class RegisterGuardianInput:
    """See usecases/register_guardian.py."""

    school_id: strawberry.ID = strawberry.field(description="The school that has checked the papers.")
    display_name: str = strawberry.field(description="The person's name.")
    idempotency_key: UUID | None = _key()


@strawberry.type(description="What came of `registerGuardian`.")
class RegisterGuardianPayload:
    """The guardian, or why there is none."""

    guardian: Guardian | None = strawberry.field(description="The guardian, of nobody yet.")
    user_errors: list[UserError] = strawberry.field(description=ERRORS)


@strawberry.input(description="That a person answers for a child.")
class LinkGuardianInput:
    """See usecases/link_guardian.py."""

    student_id: strawberry.ID = strawberry.field(description="The child.")
    guardian_id: strawberry.ID = strawberry.field(description="The person.")
    kind: GuardianshipKind = strawberry.field(description="What makes the person a guardian.")
    from_date: date | None = strawberry.field(
        default=None, description="The first day; today at the school unless given."
    )
    until: date | None = strawberry.field(default=None, description="The last day, where one is known.")
    idempotency_key: UUID | None = _key()


@strawberry.type(description="What came of `linkGuardian`.")
class LinkGuardianPayload:
    """The two, or why they are not linked."""

    student: Student | None = strawberry.field(description="The child, with all its guardians.")
    guardian: Guardian | None = strawberry.field(description="The guardian, with all wards.")
    user_errors: list[UserError] = strawberry.field(description=ERRORS)


@strawberry.input(description="That a person no longer answers for a child.")
class UnlinkGuardianInput:
    """See usecases/unlink_guardian.py."""

    student_id: strawberry.ID = strawberry.field(description="The child.")
    guardian_id: strawberry.ID = strawberry.field(description="The person.")
    idempotency_key: UUID | None = _key()


@strawberry.type(description="What came of `unlinkGuardian`.")
class UnlinkGuardianPayload:
    """The two, or why they are still linked."""

    student: Student | None = strawberry.field(description="The child, with those who still answer for it.")
    guardian: Guardian | None = strawberry.field(
        description="The person, with the wards that are left; null where the asker no longer sees the person."
    )
    user_errors: list[UserError] = strawberry.field(description=ERRORS)

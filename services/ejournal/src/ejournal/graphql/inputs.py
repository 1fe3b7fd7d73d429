"""What the journal's mutations take, and what they give back."""

from datetime import date
from uuid import UUID

import strawberry

from chassis.schema import UserError
from ejournal.graphql.types import AcademicYear, SchoolClass, Student

KEY = "Send the same key again to be sure that it is done once."
ERRORS = "Why nothing was done; empty when it was."


def _key() -> UUID | None:
    return strawberry.field(default=None, description=KEY)  # type: ignore[no-any-return]


@strawberry.input(description="A school year for all schools.")
class OpenAcademicYearInput:
    """See usecases/open_academic_year.py."""

    code: str = strawberry.field(description="The two calendar years it spans, for example `2026-27`.")
    start_date: date = strawberry.field(description="Its first day.")
    end_date: date = strawberry.field(description="Its last day.")
    idempotency_key: UUID | None = _key()


@strawberry.type(description="What came of `openAcademicYear`.")
class OpenAcademicYearPayload:
    """The year, or why there is none."""

    academic_year: AcademicYear | None = strawberry.field(description="The year as opened.")
    user_errors: list[UserError] = strawberry.field(description=ERRORS)


@strawberry.input(description="A class for a school.")
class OpenClassInput:
    """See usecases/open_class.py."""

    school_id: strawberry.ID = strawberry.field(description="The school that opens it.")
    academic_year_id: strawberry.ID = strawberry.field(description="The year for which it is opened.")
    grade: int = strawberry.field(description="0 for kindergarten, else 1 to 11.")
    letter: str = strawberry.field(description="What tells it from the other classes of the grade.")
    language: str = strawberry.field(description="The language of teaching (BCP 47).")
    capacity: int = strawberry.field(description="How many places it has.")
    idempotency_key: UUID | None = _key()


@strawberry.type(description="What came of `openClass`.")
class OpenClassPayload:
    """The class, or why there is none."""

    class_: SchoolClass | None = strawberry.field(name="class", description="The class as opened.")
    user_errors: list[UserError] = strawberry.field(description=ERRORS)


@strawberry.input(description="A place in a class for a student.")
class PlaceStudentInput:
    """See usecases/place_student.py."""

    student_id: strawberry.ID = strawberry.field(description="Who is placed.")
    class_id: strawberry.ID = strawberry.field(description="The class, of the student's own school.")
    from_date: date | None = strawberry.field(
        default=None, description="The first day in the class; today unless said."
    )
    idempotency_key: UUID | None = _key()


@strawberry.type(description="What came of `placeStudent`.")
class PlaceStudentPayload:
    """The student, or why nothing changed."""

    student: Student | None = strawberry.field(description="The student, with the class of today.")
    user_errors: list[UserError] = strawberry.field(description=ERRORS)


@strawberry.input(description="Who teaches one subject.")
class SubjectTeacherInput:
    """See domain/school_class.py."""

    teacher_id: strawberry.ID = strawberry.field(description="The teacher.")
    subject_code: str = strawberry.field(description="The subject, by its code.")


@strawberry.input(description="All who teach a class; who is not named teaches it no more.")
class SetClassTeachersInput:
    """See usecases/set_class_teachers.py."""

    class_id: strawberry.ID = strawberry.field(description="The class.")
    class_teacher_id: strawberry.ID | None = strawberry.field(
        default=None, description="Who leads it; nobody unless said."
    )
    teachers: list[SubjectTeacherInput] = strawberry.field(
        default_factory=list, description="Who teaches which subject."
    )
    idempotency_key: UUID | None = _key()


@strawberry.type(description="What came of `setClassTeachers`.")
class SetClassTeachersPayload:
    """The class, or why nothing changed."""

    class_: SchoolClass | None = strawberry.field(name="class", description="The class as it is now.")
    user_errors: list[UserError] = strawberry.field(description=ERRORS)

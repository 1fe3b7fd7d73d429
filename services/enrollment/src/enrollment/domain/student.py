"""A pupil: a child whom an enrolment order made one."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from enrollment.domain.enrolment import Enrolment
from enrollment.domain.ids import AcademicYearId, EnrolmentId, SchoolId, StudentId
from enrollment.domain.person import PersonChanged, PersonKind, checked_name
from enrollment.domain.refusals import AlreadyEnrolled, NotYetBorn


@dataclass(frozen=True, slots=True)
class StudentEnrolled:
    """An order made a child a pupil of a school; nothing in it says who the child is."""

    student_id: StudentId
    school_id: SchoolId
    academic_year_id: AcademicYearId
    academic_year_code: str
    grade: int
    language: str
    order_number: str
    order_date: date
    enrolled_on: date
    application_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class StudentTransferred:
    """A pupil goes from one school to another without a day between."""

    student_id: StudentId
    from_school_id: SchoolId
    to_school_id: SchoolId
    academic_year_id: AcademicYearId
    academic_year_code: str
    grade: int
    language: str
    order_number: str
    order_date: date
    on: date


@dataclass(eq=False)
class Student:
    """The one place where a pupil's name and birth date are kept; `school_id` is where the pupil is now."""

    id: StudentId
    display_name: str
    sort_key: dict[str, str]
    birth_date: date
    school_id: SchoolId
    current_enrolment_id: EnrolmentId
    events: list[Any] = field(default_factory=list)

    @classmethod
    def enrol(
        cls,
        enrolment: Enrolment,
        *,
        academic_year_code: str,
        display_name: str,
        sort_key: dict[str, str],
        birth_date: date,
        application_id: UUID | None = None,
    ) -> "Student":
        """A new pupil by this enrolment. Refuses a missing name and a birth after the first day of school."""
        if birth_date > enrolment.enrolled_on:
            raise NotYetBorn(birth_date)
        student = cls(
            id=enrolment.student_id,
            display_name=checked_name(display_name),
            sort_key=sort_key,
            birth_date=birth_date,
            school_id=enrolment.school_id,
            current_enrolment_id=enrolment.id,
        )
        # The name goes first, so that whoever prints class lists has it when the pupil appears in one.
        student.events += [
            PersonChanged(student.id, PersonKind.STUDENT, student.display_name, sort_key),
            _enrolled(enrolment, academic_year_code, application_id),
        ]
        return student

    def transfer(self, enrolment: Enrolment, *, academic_year_code: str) -> None:
        """Goes to the school of this enrolment. Refuses one to the school where the pupil is."""
        if enrolment.school_id == self.school_id:
            raise AlreadyEnrolled
        self.events.append(
            StudentTransferred(
                student_id=self.id,
                from_school_id=self.school_id,
                to_school_id=enrolment.school_id,
                academic_year_id=enrolment.academic_year_id,
                academic_year_code=academic_year_code,
                grade=enrolment.grade,
                language=enrolment.language,
                order_number=enrolment.order_number,
                order_date=enrolment.order_date,
                on=enrolment.enrolled_on,
            )
        )
        self.school_id, self.current_enrolment_id = enrolment.school_id, enrolment.id


def _enrolled(enrolment: Enrolment, academic_year_code: str, application_id: UUID | None) -> StudentEnrolled:
    return StudentEnrolled(
        student_id=enrolment.student_id,
        school_id=enrolment.school_id,
        academic_year_id=enrolment.academic_year_id,
        academic_year_code=academic_year_code,
        grade=enrolment.grade,
        language=enrolment.language,
        order_number=enrolment.order_number,
        order_date=enrolment.order_date,
        enrolled_on=enrolment.enrolled_on,
        application_id=application_id,
    )

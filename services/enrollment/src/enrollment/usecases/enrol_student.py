"""A child becomes a pupil of a school, by an order."""

from dataclasses import dataclass
from datetime import date

from chassis.text import sort_keys
from enrollment.domain.enrolment import Enrolment
from enrollment.domain.ids import AcademicYearId, EnrolmentId, SchoolId, StudentId
from enrollment.domain.order import Order
from enrollment.domain.student import Student
from enrollment.usecases.ports import EnrollmentWork, NewId, Permit, place_of


@dataclass(frozen=True, slots=True)
class EnrolStudent:
    """`grade` 0 is kindergarten; `language` of teaching, BCP 47; `enrolled_on` is the first day as a pupil."""

    school: SchoolId
    display_name: str
    birth_date: date
    grade: int
    language: str
    academic_year: AcademicYearId
    order_number: str
    order_date: date
    enrolled_on: date


async def enrol_student(
    command: EnrolStudent, *, work: EnrollmentWork, permit: Permit, new_id: NewId
) -> StudentId:
    """Enrols a child who is no pupil yet; gives the pupil's id, the first that `new_id` makes."""
    async with work() as unit:
        school = await unit.schools.get(command.school)
        permit("enrol_student", place_of(school))
        year = await unit.academic_years.get(command.academic_year)
        enrolment = Enrolment.by_order(
            Order(command.order_number, command.order_date),
            year=year,
            grade=command.grade,
            language=command.language,
            enrolled_on=command.enrolled_on,
            student_id=StudentId(new_id()),
            id=EnrolmentId(new_id()),
            school_id=school.id,
        )
        student = Student.enrol(
            enrolment,
            academic_year_code=year.code,
            display_name=command.display_name,
            sort_key=sort_keys({"ru": command.display_name}),
            birth_date=command.birth_date,
        )
        unit.students.add(student)
        unit.enrolments.add(enrolment)
        return student.id

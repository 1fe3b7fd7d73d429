"""How a child becomes a pupil."""

from datetime import date

import pytest

from chassis.ids import new_id
from enrollment.domain.enrolment import Enrolment
from enrollment.domain.ids import AcademicYearId, EnrolmentId, SchoolId, StudentId
from enrollment.domain.person import PersonChanged, PersonKind
from enrollment.domain.refusals import DisplayNameMissing, NotYetBorn
from enrollment.domain.student import Student, StudentEnrolled

BORN = date(2019, 3, 14)


@pytest.fixture
def enrolment() -> Enrolment:
    """Grade 1 from the first of September."""
    return Enrolment(
        id=EnrolmentId(new_id()),
        student_id=StudentId(new_id()),
        school_id=SchoolId(new_id()),
        academic_year_id=AcademicYearId(new_id()),
        grade=1,
        language="ru",
        order_number="17-К",
        order_date=date(2026, 8, 28),
        enrolled_on=date(2026, 9, 1),
    )


def enrolled(enrolment: Enrolment, *, name: str = "Амина", born: date = BORN) -> Student:
    return Student.enrol(
        enrolment, academic_year_code="2026-27", display_name=name, sort_key={"ru": "a"}, birth_date=born
    )


def test_a_pupil_is_where_the_order_says(enrolment: Enrolment) -> None:
    student = enrolled(enrolment)

    assert (student.id, student.school_id) == (enrolment.student_id, enrolment.school_id)
    assert student.current_enrolment_id == enrolment.id


def test_the_name_is_told_first_and_apart(enrolment: Enrolment) -> None:
    name, fact = enrolled(enrolment).events

    assert name == PersonChanged(enrolment.student_id, PersonKind.STUDENT, "Амина", {"ru": "a"})
    assert isinstance(fact, StudentEnrolled)
    assert (fact.academic_year_code, fact.order_number) == ("2026-27", "17-К")


def test_a_name_is_written_with_single_spaces(enrolment: Enrolment) -> None:
    assert enrolled(enrolment, name="  Магомедова \n Амина ").display_name == "Магомедова Амина"


@pytest.mark.parametrize("name", ["", "   ", "я" * 201])
def test_a_pupil_without_a_name_is_refused(enrolment: Enrolment, name: str) -> None:
    with pytest.raises(DisplayNameMissing):
        enrolled(enrolment, name=name)


def test_nobody_is_enrolled_before_being_born(enrolment: Enrolment) -> None:
    with pytest.raises(NotYetBorn):
        enrolled(enrolment, born=date(2026, 9, 2))

"""What an order must say to make somebody a pupil."""

from datetime import date
from typing import Any

import pytest

from chassis.ids import new_id
from enrollment.domain.enrolment import Enrolment
from enrollment.domain.ids import AcademicYearId, EnrolmentId, SchoolId, StudentId
from enrollment.domain.order import Order
from enrollment.domain.reference import AcademicYear
from enrollment.domain.refusals import LanguageUnknown, NoSuchGrade, OrderMissing, OutsideAcademicYear

YEAR = AcademicYear(AcademicYearId(new_id()), "2026-27", date(2026, 9, 1), date(2027, 8, 31))


def enrolment(**other: Any) -> Enrolment:
    given: dict[str, Any] = {"grade": 1, "language": "ru", "enrolled_on": date(2026, 9, 1)} | other
    return Enrolment.by_order(
        Order(" 17-К ", date(2026, 8, 28)),
        year=YEAR,
        id=EnrolmentId(new_id()),
        student_id=StudentId(new_id()),
        school_id=SchoolId(new_id()),
        **given,
    )


def test_an_enrolment_says_what_its_order_says() -> None:
    made = enrolment(grade=0, language="kk")

    assert (made.order_number, made.order_date) == ("17-К", date(2026, 8, 28))
    assert (made.grade, made.language, made.academic_year_id) == (0, "kk", YEAR.id)


@pytest.mark.parametrize("grade", [-1, 12])
def test_a_grade_that_no_school_has_is_refused(grade: int) -> None:
    with pytest.raises(NoSuchGrade):
        enrolment(grade=grade)


@pytest.mark.parametrize("language", ["", "Russian!", "r", "ru_RU"])
def test_a_language_that_is_no_tag_is_refused(language: str) -> None:
    with pytest.raises(LanguageUnknown):
        enrolment(language=language)


@pytest.mark.parametrize("day", [date(2026, 8, 31), date(2027, 9, 1)])
def test_a_first_day_outside_the_year_is_refused(day: date) -> None:
    with pytest.raises(OutsideAcademicYear) as refused:
        enrolment(enrolled_on=day)

    assert refused.value.academic_year == "2026-27"


def test_the_last_day_of_the_year_is_inside_it() -> None:
    assert enrolment(enrolled_on=date(2027, 8, 31)).enrolled_on == date(2027, 8, 31)


def test_an_order_without_a_number_is_no_order() -> None:
    with pytest.raises(OrderMissing):
        Order("  ", date(2026, 8, 28))

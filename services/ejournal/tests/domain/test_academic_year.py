"""A day belongs to one academic year at most."""

from datetime import date

import pytest

from chassis.ids import new_id
from ejournal.domain.academic_year import AcademicYear, AcademicYearOpened
from ejournal.domain.ids import AcademicYearId
from ejournal.domain.refusals import YearCodeMalformed, YearCodeTaken, YearDatesImpossible, YearsOverlap

FIRST, LAST = date(2026, 9, 1), date(2027, 8, 31)


def a_year(
    code: str = "2026-27", first: date = FIRST, last: date = LAST, *beside: AcademicYear
) -> AcademicYear:
    return AcademicYear.open(
        year_id=AcademicYearId(new_id()), code=code, start_date=first, end_date=last, beside=beside
    )


def test_an_opened_year_says_so() -> None:
    year = a_year()

    assert year.events == [AcademicYearOpened(year.id, "2026-27", FIRST, LAST)]


@pytest.mark.parametrize("code", ["2026", "2026-28", "2026/27", "26-27", ""])
def test_a_code_names_two_calendar_years_in_a_row(code: str) -> None:
    with pytest.raises(YearCodeMalformed):
        a_year(code)


def test_the_code_may_span_a_century() -> None:
    assert a_year("2099-00").code == "2099-00"


@pytest.mark.parametrize("last", [FIRST, date(2026, 8, 31), date(2029, 8, 31)])
def test_a_year_ends_after_it_began_and_does_not_last_for_ever(last: date) -> None:
    with pytest.raises(YearDatesImpossible):
        a_year(last=last)


def test_a_code_is_given_once() -> None:
    with pytest.raises(YearCodeTaken):
        a_year("2026-27", date(2030, 9, 1), date(2031, 8, 31), a_year())


def test_years_do_not_share_a_day() -> None:
    with pytest.raises(YearsOverlap):
        a_year("2027-28", LAST, date(2028, 8, 31), a_year())


def test_the_next_year_begins_on_the_next_day() -> None:
    following = a_year("2027-28", date(2027, 9, 1), date(2028, 8, 31), a_year())

    assert following.start_date == date(2027, 9, 1)

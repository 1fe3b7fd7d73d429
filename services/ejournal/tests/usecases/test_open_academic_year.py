"""A school year is announced once."""

from datetime import date
from typing import Any

import pytest

from chassis.ids import new_id
from contracts.ejournal.v1 import AcademicYearOpened
from ejournal.domain.refusals import YearCodeTaken, YearsOverlap
from ejournal.usecases.open_academic_year import OpenAcademicYear, open_academic_year


async def open_year(journal: Any, code: str, first: date, last: date) -> None:
    await open_academic_year(
        OpenAcademicYear(code, first, last), work=journal.work, permit=lambda *_: None, new_id=new_id
    )


async def test_an_opened_year_is_kept_and_told(journal: Any) -> None:
    [(code, first, last)] = await journal.rows("select code, start_date, end_date from academic_year")
    [message] = await journal.told(AcademicYearOpened)

    assert (code, first, last) == ("2026-27", date(2026, 9, 1), date(2027, 8, 31))
    assert (message.academic_year_id, message.code) == (str(journal.year), "2026-27")
    assert (message.start_date, message.end_date) == ("2026-09-01", "2027-08-31")


async def test_a_code_is_taken_by_the_first(journal: Any) -> None:
    with pytest.raises(YearCodeTaken):
        await open_year(journal, "2026-27", date(2030, 9, 1), date(2031, 8, 31))


async def test_a_day_is_taken_by_the_first(journal: Any) -> None:
    with pytest.raises(YearsOverlap):
        await open_year(journal, "2027-28", date(2027, 8, 31), date(2028, 8, 31))

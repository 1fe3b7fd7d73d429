"""An academic year: its code and its days; no day belongs to two."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ejournal.domain.ids import AcademicYearId
from ejournal.domain.refusals import YearCodeMalformed, YearCodeTaken, YearDatesImpossible, YearsOverlap

_CODE = re.compile(r"(\d{4})-(\d{2})", re.ASCII)
_LONGEST_DAYS = 550


@dataclass(frozen=True, slots=True)
class AcademicYearOpened:
    """An academic year exists, for all schools."""

    academic_year_id: AcademicYearId
    code: str
    start_date: date
    end_date: date


@dataclass(eq=False)
class AcademicYear:
    """The days from `start_date` to `end_date`, both included."""

    id: AcademicYearId
    code: str
    start_date: date
    end_date: date
    events: list[Any] = field(default_factory=list)

    @classmethod
    def open(
        cls,
        *,
        year_id: AcademicYearId,
        code: str,
        start_date: date,
        end_date: date,
        beside: Iterable["AcademicYear"],
    ) -> "AcademicYear":
        """A new year. Refuses a code that is taken or malformed, and days of another year."""
        year = cls(year_id, code.strip(), start_date, end_date)
        year._check()
        for other in beside:
            year._check_beside(other)
        year.events.append(AcademicYearOpened(year.id, year.code, year.start_date, year.end_date))
        return year

    def _check(self) -> None:
        found = _CODE.fullmatch(self.code)
        if found is None or (int(found[1]) + 1) % 100 != int(found[2]):
            raise YearCodeMalformed(self.code)
        if not 0 < (self.end_date - self.start_date).days <= _LONGEST_DAYS:
            raise YearDatesImpossible

    def _check_beside(self, other: "AcademicYear") -> None:
        if other.code == self.code:
            raise YearCodeTaken(self.code)
        if self.start_date <= other.end_date and other.start_date <= self.end_date:
            raise YearsOverlap(other.code)

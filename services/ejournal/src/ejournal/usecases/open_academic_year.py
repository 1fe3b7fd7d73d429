"""A school year is announced, for all schools."""

from dataclasses import dataclass
from datetime import date

from chassis.identity.policy import Facts
from ejournal.domain.academic_year import AcademicYear
from ejournal.domain.ids import AcademicYearId
from ejournal.usecases.ports import EjournalWork, NewId, Permit


@dataclass(frozen=True, slots=True)
class OpenAcademicYear:
    """`code` as 2026-27; both dates are days of the year."""

    code: str
    start_date: date
    end_date: date


async def open_academic_year(
    command: OpenAcademicYear, *, work: EjournalWork, permit: Permit, new_id: NewId
) -> AcademicYearId:
    """Opens the year; gives its id. Refuses a code or days that another year has."""
    async with work() as unit:
        permit("open_academic_year", Facts())
        year = AcademicYear.open(
            year_id=AcademicYearId(new_id()),
            code=command.code,
            start_date=command.start_date,
            end_date=command.end_date,
            beside=await unit.academic_years.find_all(),
        )
        unit.academic_years.add(year)
        return year.id

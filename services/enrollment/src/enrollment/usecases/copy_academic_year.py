"""An academic year, as the journal tells it."""

from enrollment.domain.reference import AcademicYear
from enrollment.usecases.ports import EnrollmentWork


async def copy_academic_year(year: AcademicYear, *, work: EnrollmentWork) -> None:
    """Keeps a year that is new; a year, once opened, stays as it is."""
    async with work() as unit:
        if await unit.academic_years.find(id=year.id) is None:
            unit.academic_years.add(year)

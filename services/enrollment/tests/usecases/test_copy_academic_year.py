"""An academic year, as the journal tells it."""

from datetime import date

from chassis.testing.surroundings import Surroundings
from enrollment.domain.ids import AcademicYearId
from enrollment.domain.reference import AcademicYear
from enrollment.persistence.unit_of_work import SqlEnrollmentUnit
from enrollment.usecases.copy_academic_year import copy_academic_year


async def test_a_year_that_is_told_again_stays_as_it_is(
    enrollment: Surroundings[SqlEnrollmentUnit], year: AcademicYearId
) -> None:
    again = AcademicYear(year, "2026-27", date(2026, 9, 1), date(2027, 8, 31))

    await copy_academic_year(again, work=enrollment.work)

    assert await enrollment.pool.fetchval("select count(*) from academic_year") == 1

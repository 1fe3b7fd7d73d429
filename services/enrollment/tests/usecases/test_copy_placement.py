"""A pupil sits in a class, as the journal tells it."""

from datetime import date

from chassis.ids import new_id
from chassis.testing.surroundings import Surroundings
from enrollment.domain.ids import ClassId, StudentId
from enrollment.persistence.unit_of_work import SqlEnrollmentUnit
from enrollment.usecases.copy_leaving import CopyLeaving, copy_leaving
from enrollment.usecases.copy_placement import CopyPlacement, copy_placement

SEPTEMBER_1, OCTOBER_1, NOVEMBER_1 = date(2026, 9, 1), date(2026, 10, 1), date(2026, 11, 1)


async def test_a_pupil_who_comes_back_sits_there_again(enrollment: Surroundings[SqlEnrollmentUnit]) -> None:
    there, pupil = ClassId(new_id()), StudentId(new_id())
    await copy_placement(CopyPlacement(there, pupil, SEPTEMBER_1), work=enrollment.work)
    await copy_leaving(CopyLeaving(there, pupil, OCTOBER_1), work=enrollment.work)

    await copy_placement(CopyPlacement(there, pupil, NOVEMBER_1), work=enrollment.work)

    rows = await enrollment.pool.fetch("select from_date, until_date from placement")
    assert [tuple(row) for row in rows] == [(NOVEMBER_1, None)]

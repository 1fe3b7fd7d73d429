"""A pupil no longer sits in a class, as the journal tells it."""

from datetime import date

from chassis.ids import new_id
from chassis.testing.surroundings import Surroundings
from enrollment.domain.ids import ClassId, StudentId
from enrollment.persistence.unit_of_work import SqlEnrollmentUnit
from enrollment.usecases.copy_leaving import CopyLeaving, copy_leaving
from enrollment.usecases.copy_placement import CopyPlacement, copy_placement

Enrollment = Surroundings[SqlEnrollmentUnit]
SEPTEMBER_1, OCTOBER_1 = date(2026, 9, 1), date(2026, 10, 1)


async def test_one_class_is_left_and_the_other_is_not(enrollment: Enrollment) -> None:
    pupil, left, entered = StudentId(new_id()), ClassId(new_id()), ClassId(new_id())
    await copy_placement(CopyPlacement(left, pupil, SEPTEMBER_1), work=enrollment.work)
    await copy_placement(CopyPlacement(entered, pupil, OCTOBER_1), work=enrollment.work)

    await copy_leaving(CopyLeaving(left, pupil, OCTOBER_1), work=enrollment.work)

    open_ones = await enrollment.pool.fetch("select class_id from placement where until_date is null")
    assert [row["class_id"] for row in open_ones] == [entered]


async def test_an_end_without_a_beginning_opens_nothing(enrollment: Enrollment) -> None:
    await copy_leaving(CopyLeaving(ClassId(new_id()), StudentId(new_id()), OCTOBER_1), work=enrollment.work)

    assert await enrollment.pool.fetchval("select count(*) from placement where until_date is null") == 0

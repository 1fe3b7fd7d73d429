"""A school, as the registry tells it."""

from chassis.ids import new_id
from chassis.testing.surroundings import Surroundings
from enrollment.domain.ids import DistrictId, SchoolId
from enrollment.domain.reference import School
from enrollment.persistence.unit_of_work import SqlEnrollmentUnit
from enrollment.usecases.copy_school import copy_school


async def test_the_last_that_was_told_holds(
    enrollment: Surroundings[SqlEnrollmentUnit], school: SchoolId
) -> None:
    moved = School(school, DistrictId(new_id()), "Asia/Yekaterinburg")

    await copy_school(moved, work=enrollment.work)

    rows = await enrollment.pool.fetch("select * from school")
    assert [tuple(row) for row in rows] == [(school, moved.district_id, "Asia/Yekaterinburg")]

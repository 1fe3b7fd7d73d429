"""A school, as the registry tells it."""

from chassis.ids import new_id
from chassis.testing.surroundings import Surroundings
from training.domain.ids import DistrictId, SchoolId
from training.domain.reference import School
from training.persistence.unit_of_work import SqlTrainingUnit
from training.usecases.copy_school import copy_school


async def test_the_last_that_was_told_holds(
    training: Surroundings[SqlTrainingUnit], school: SchoolId
) -> None:
    moved = School(school, DistrictId(new_id()))

    await copy_school(moved, work=training.work)

    rows = await training.pool.fetch("select * from school")
    assert [tuple(row) for row in rows] == [(school, moved.district_id)]

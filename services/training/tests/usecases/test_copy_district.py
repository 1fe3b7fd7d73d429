"""A district, as its owner tells it."""

from chassis.ids import new_id
from chassis.testing.surroundings import Surroundings
from training.domain.ids import DistrictId, RegionId
from training.domain.reference import District
from training.persistence.unit_of_work import SqlTrainingUnit
from training.usecases.copy_district import copy_district


async def test_the_last_that_was_told_holds(
    training: Surroundings[SqlTrainingUnit], district: DistrictId
) -> None:
    moved = District(district, RegionId(new_id()))

    await copy_district(moved, work=training.work)

    rows = await training.pool.fetch("select * from district")
    assert [tuple(row) for row in rows] == [(district, moved.region_id)]

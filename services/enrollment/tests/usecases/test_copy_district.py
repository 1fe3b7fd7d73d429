"""A district, as its owner tells it."""

from chassis.ids import new_id
from chassis.testing.surroundings import Surroundings
from enrollment.domain.ids import DistrictId, RegionId
from enrollment.domain.reference import District
from enrollment.persistence.unit_of_work import SqlEnrollmentUnit
from enrollment.usecases.copy_district import copy_district


async def test_the_last_that_was_told_holds(
    enrollment: Surroundings[SqlEnrollmentUnit], district: DistrictId
) -> None:
    moved = District(district, RegionId(new_id()))

    await copy_district(moved, work=enrollment.work)

    rows = await enrollment.pool.fetch("select * from district")
    assert [tuple(row) for row in rows] == [(district, moved.region_id)]

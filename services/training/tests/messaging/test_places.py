"""Where events of training happened, for contracts over a district."""

import pytest

from chassis.ids import new_id
from chassis.testing.surroundings import Surroundings
from training.domain.ids import DistrictId, SchoolId, TeacherId
from training.persistence.unit_of_work import SqlTrainingUnit


@pytest.mark.parametrize("kind", ["StaffRegistered", "PersonChanged"])
async def test_it_is_the_school_its_district_and_its_region(
    training: Surroundings[SqlTrainingUnit],
    teacher: TeacherId,
    school: SchoolId,
    district: DistrictId,
    kind: str,
) -> None:
    region = await training.pool.fetchval("select region_id from district where id = $1", district)

    places = await training.pool.fetchval(
        "select places from outbox where key = $1 and type = $2", str(teacher), f"bilim.training.{kind}.v1"
    )

    assert set(places) == {school, district, region}


async def test_what_nobody_knows_is_nowhere(training: Surroundings[SqlTrainingUnit]) -> None:
    assert await training.pool.fetchval("select event_places($1)", [new_id()]) == []

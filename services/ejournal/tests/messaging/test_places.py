"""Where events of the journal happened, for contracts over a district."""

from typing import Any

from chassis.ids import new_id
from contracts.inventory.v1 import DistrictChanged, SchoolRegistered


async def test_a_class_happens_in_its_school_district_and_region(journal: Any, hear: Any) -> None:
    district, region = new_id(), new_id()
    await hear(
        DistrictChanged(district_id=str(district), region_id=str(region)),
        SchoolRegistered(school_id=str(journal.school), district_id=str(district)),
    )

    first_a = await journal.class_("А")
    await journal.pupil()

    rows = await journal.rows("select type, places from outbox where key = $1", str(first_a))
    assert [kind.split(".")[2] for kind, _ in rows] == ["ClassOpened", "StudentPlacedInClass"]
    assert all(set(places) == {journal.school, district, region} for _, places in rows)


async def test_a_school_year_of_all_schools_happens_in_the_whole_country(journal: Any) -> None:
    assert await journal.rows("select places from outbox where type like '%AcademicYearOpened%'") == [(None,)]

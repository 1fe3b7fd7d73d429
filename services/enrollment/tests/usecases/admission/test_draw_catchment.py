"""A district draws the map: whose children a school takes first, and how far areas are from it."""

from __future__ import annotations

import pytest

from enrollment.domain.admission.applying_refusals import AreaMeasuredTwice, DistanceOutOfRange
from enrollment.domain.admission.catchment import FARTHEST, Measured
from enrollment.domain.admission.ids import CampaignId, ChildId, SeatPlanId
from enrollment.domain.ids import SchoolId
from enrollment.usecases.admission.draw_catchment import DrawCatchment, draw_catchment
from enrollment.usecases.admission.move_child import MoveChild, move_child

from .office import NEAR_AREA, Office


async def lines(office: Office, school: SchoolId) -> dict[str, tuple[bool, int | None]]:
    rows = await office.enrollment.pool.fetch("select * from catchment where school_id = $1", school)
    return {row["area"]: (row["is_first"], row["metres"]) for row in rows}


async def test_a_school_has_the_areas_that_were_drawn_last(office: Office, school: SchoolId) -> None:
    await office.draw(school, "Сергокала-1", "Сергокала-2")

    await office.draw(school, " Сергокала-2 ", "Бурдеки", "")

    assert await lines(office, school) == {"Бурдеки": (True, None), "Сергокала-2": (True, None)}


async def test_an_area_is_measured_whether_or_not_it_is_taken_first(office: Office, school: SchoolId) -> None:
    await office.draw(school, "Бурдеки", "Мюрего", metres={"Мюрего": 420, "Канасираги": 2100})

    assert await lines(office, school) == {
        "Бурдеки": (True, None),
        "Мюрего": (True, 420),
        "Канасираги": (False, 2100),
    }


async def test_who_draws_areas_alone_leaves_distances_as_they_are(office: Office, school: SchoolId) -> None:
    await office.draw(school, "Бурдеки", "Мюрего", metres={"Мюрего": 420, "Канасираги": 2100})

    await office.draw(school, "Канасираги")

    assert await lines(office, school) == {"Мюрего": (False, 420), "Канасираги": (True, 2100)}


async def test_distances_that_are_measured_again_replace_all_others(office: Office, school: SchoolId) -> None:
    await office.draw(school, "Бурдеки", metres={"Бурдеки": 420, "Канасираги": 2100})

    await office.draw(school, "Бурдеки", metres={"Мюрего": 900})

    assert await lines(office, school) == {"Бурдеки": (True, None), "Мюрего": (False, 900)}


@pytest.mark.parametrize("metres", [-1, FARTHEST + 1])
async def test_what_cannot_be_metres_to_a_school_is_refused(
    office: Office, school: SchoolId, metres: int
) -> None:
    with pytest.raises(DistanceOutOfRange) as refused:
        await office.draw(school, metres={"Мюрего": metres})

    assert (refused.value.area, refused.value.farthest) == ("Мюрего", FARTHEST)


async def test_an_area_has_one_distance(office: Office, school: SchoolId) -> None:
    twice = [Measured("Мюрего", 420), Measured(" Мюрего ", 430)]

    with pytest.raises(AreaMeasuredTwice):
        await draw_catchment(DrawCatchment(school, [], twice), **office.kit)

    assert await lines(office, school) == {}


async def test_a_map_drawn_anew_moves_nobody_until_the_family_has_it_read_again(
    office: Office, school: SchoolId, campaign: CampaignId, amina: ChildId, near: SeatPlanId
) -> None:
    await office.draw(school, NEAR_AREA, metres={NEAR_AREA: 420})
    application = await office.submit(campaign, amina, near)
    await office.draw(school, NEAR_AREA, metres={NEAR_AREA: 380})
    kept = await office.one("select metres from choice where application_id = $1", application)

    await move_child(MoveChild(amina, NEAR_AREA), **office.kit, now=office.now)

    read = await office.one("select metres from choice where application_id = $1", application)
    assert (kept["metres"], read["metres"]) == (420, 380)
    told = [after["distance"] for _, _, after in await office.facts(application)]
    assert told == [{str(near): 420}, {str(near): 380}]

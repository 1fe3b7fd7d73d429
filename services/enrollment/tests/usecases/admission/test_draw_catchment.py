"""A district draws the map: whose children a school takes first."""

from __future__ import annotations

from enrollment.domain.ids import SchoolId

from .office import Office


async def test_a_school_has_the_areas_that_were_drawn_last(office: Office, school: SchoolId) -> None:
    await office.draw(school, "Сергокала-1", "Сергокала-2")

    await office.draw(school, " Сергокала-2 ", "Бурдеки", "")

    rows = await office.enrollment.pool.fetch("select area from catchment where school_id = $1", school)
    assert {row["area"] for row in rows} == {"Бурдеки", "Сергокала-2"}

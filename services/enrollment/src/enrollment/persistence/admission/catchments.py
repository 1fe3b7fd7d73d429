"""Where the catchment map is kept: which areas a school takes first, and how far areas are from it."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from chassis.database import Connection
from enrollment.domain.admission.catchment import Home
from enrollment.domain.ids import SchoolId

_NOT_FIRST = "update catchment set is_first = false where school_id = $1 and is_first and not area = any($2)"
_FIRST = """
insert into catchment (school_id, area, is_first) select $1, area, true from unnest($2::varchar[]) as area
on conflict (school_id, area) do update set is_first = true
"""
_NOT_MEASURED = (
    "update catchment set metres = null where school_id = $1 and metres is not null and not area = any($2)"
)
_MEASURED = """
insert into catchment (school_id, area, is_first, metres)
select $1, area, false, metres from unnest($2::varchar[], $3::integer[]) as measured (area, metres)
on conflict (school_id, area) do update set metres = excluded.metres
"""
_FORGET = "delete from catchment where school_id = $1 and not is_first and metres is null"
_OF_AREA = "select school_id, is_first, metres from catchment where area = $1"


class Catchments:
    """See usecases/admission/ports.py."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def draw(self, school: SchoolId, areas: Collection[str]) -> None:
        """Lets a school take the children of these areas first, and of no others."""
        first = sorted(areas)
        await self._connection.execute(_NOT_FIRST, school, first)
        await self._connection.execute(_FIRST, school, first)
        await self._connection.execute(_FORGET, school)

    async def measure(self, school: SchoolId, metres: Mapping[str, int]) -> None:
        """Gives these areas a distance to a school, and no others."""
        areas = sorted(metres)
        await self._connection.execute(_NOT_MEASURED, school, areas)
        await self._connection.execute(_MEASURED, school, areas, [metres[area] for area in areas])
        await self._connection.execute(_FORGET, school)

    async def of(self, area: str | None) -> Home:
        """What the map says of an area."""
        return home_of(await self._connection.fetch(_OF_AREA, area))


def home_of(rows: Iterable[Any]) -> Home:
    """An area's lines of the map, read together."""
    lines = list(rows)
    return Home(
        first=frozenset(row["school_id"] for row in lines if row["is_first"]),
        metres={row["school_id"]: row["metres"] for row in lines if row["metres"] is not None},
    )

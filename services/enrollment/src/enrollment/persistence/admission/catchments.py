"""Where the catchment map is kept: which areas a school takes first."""

from collections.abc import Iterable

from chassis.database import Connection
from enrollment.domain.ids import SchoolId

_FORGET = "delete from catchment where school_id = $1 and not area = any($2)"
_DRAW = "insert into catchment (school_id, area) select $1, unnest($2::varchar[]) on conflict do nothing"
_OF_AREA = "select school_id from catchment where area = $1"


class Catchments:
    """See usecases/admission/ports.py."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def draw(self, school: SchoolId, areas: Iterable[str]) -> None:
        """Gives a school these areas and no others."""
        wanted = sorted(set(areas))
        await self._connection.execute(_FORGET, school, wanted)
        await self._connection.execute(_DRAW, school, wanted)

    async def of(self, area: str | None) -> frozenset[SchoolId]:
        """The schools that take the children of an area first."""
        rows = await self._connection.fetch(_OF_AREA, area)
        return frozenset(row["school_id"] for row in rows)

"""Who will leave which school, until they have."""

from chassis.database import Connection
from ejournal.domain.ids import SchoolId, TeacherId
from ejournal.domain.leaving import Leaving

_REMEMBER = """insert into staff_leaving (teacher_id, school_id, left_on) values ($1, $2, $3)
on conflict (teacher_id, school_id) do update set left_on = excluded.left_on"""
_ALL = "select teacher_id, school_id, left_on from staff_leaving order by teacher_id, school_id"
_FORGET = "delete from staff_leaving where teacher_id = $1 and school_id = $2"


class SqlLeavings:
    """See usecases/ports.py."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def remember(self, leaving: Leaving) -> None:
        """Somebody leaves."""
        await self._connection.execute(_REMEMBER, leaving.teacher, leaving.school, leaving.on)

    async def all(self) -> list[Leaving]:
        """Who is remembered."""
        rows = await self._connection.fetch(_ALL)
        return [
            Leaving(TeacherId(row["teacher_id"]), SchoolId(row["school_id"]), row["left_on"]) for row in rows
        ]

    async def forget(self, leaving: Leaving) -> None:
        """They have left."""
        await self._connection.execute(_FORGET, leaving.teacher, leaving.school)

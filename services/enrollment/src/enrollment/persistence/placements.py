"""Which pupil sits in which class: a copy whose rows have no id of their own, so statements of their own too."""

from datetime import date

from chassis.database import Connection
from enrollment.domain.ids import ClassId, StudentId

_BEGIN = """
insert into placement (class_id, student_id, from_date) values ($1, $2, $3)
on conflict (class_id, student_id) do update set from_date = excluded.from_date, until_date = null
"""
# An end that is heard without its beginning still has to be kept: it closes, it never opens.
_END = """
insert into placement (class_id, student_id, from_date, until_date) values ($1, $2, $3, $3)
on conflict (class_id, student_id) do update set until_date = excluded.until_date
"""


class SqlPlacements:
    """See usecases/ports.py."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def begin(self, school_class: ClassId, student: StudentId, *, on: date) -> None:
        """The pupil sits there from this day on, whatever was known before."""
        await self._connection.execute(_BEGIN, school_class, student, on)

    async def end(self, school_class: ClassId, student: StudentId, *, on: date) -> None:
        """The pupil no longer sits there from this day on."""
        await self._connection.execute(_END, school_class, student, on)

"""What training knows of persons as such: their record, their erasure, and the list of those who were forgotten."""

from typing import Any
from uuid import UUID

from chassis.database import Connection
from chassis.personal import forget_traces, part_of, silence
from contracts.training import v1
from training.domain.erasure import Erasure, WorkOf
from training.domain.ids import SchoolId, TeacherId
from training.personal import PERSONAL

_WORK = """select employment.school_id, employment.left_on is null as goes_on
from teacher join employment on employment.teacher_id = teacher.id
where teacher.id = $1 order by employment.school_id for update of teacher"""
_IS_ERASED = "select exists (select from erased_person where id = $1)"
_LIST = """insert into erased_person (id, erased_on, order_number, order_date) values ($1, $2, $3, $4)
on conflict (id) do nothing"""


class SqlPersons:
    """See usecases/ports.py."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def record_of(self, person: UUID, kind: str, *, account: str | None) -> dict[str, Any]:
        """Everything that is held of a person, by table; what the account did as well."""
        return part_of(await PERSONAL.record_of(self._connection, person, kind, account=account))

    async def work_of(self, person: TeacherId) -> WorkOf:
        """Where the person works or worked, nowhere if unknown; the person's row stays locked."""
        rows = await self._connection.fetch(_WORK, person)
        schools = dict.fromkeys(SchoolId(row["school_id"]) for row in rows)
        return WorkOf(tuple(schools), any(row["goes_on"] for row in rows))

    async def is_erased(self, person: UUID) -> bool:
        """Whether the person is on the list of the forgotten."""
        return bool(await self._connection.fetchval(_IS_ERASED, person))

    async def erase(self, erasure: Erasure) -> None:
        """Overwrites the name, in tables and in events, and puts the person on the list."""
        person, order = erasure.person_id, erasure.order
        await self._connection.execute(_LIST, person, erasure.erased_on, order.number, order.signed_on)
        await PERSONAL.forget(self._connection, person, "TEACHER")
        await self.forget_traces(person)
        await silence(self._connection, person, v1.PersonChanged(person_id=str(person)).SerializeToString())

    async def forget_traces(self, person: UUID) -> None:
        """Takes a person out of what was set aside."""
        await forget_traces(self._connection, person)

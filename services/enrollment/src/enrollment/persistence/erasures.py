"""What is overwritten when a person is forgotten, and the list of those who were."""

from uuid import UUID

from chassis.database import Connection
from contracts.enrollment import v1
from enrollment.domain.erasure import Erasure
from enrollment.domain.person import PersonKind
from enrollment.domain.refusals import NotFound

_SCHOOL_OF = {
    PersonKind.STUDENT: "select school_id from student where id = $1 for update",
    PersonKind.GUARDIAN: "select registered_by from guardian where id = $1 for update",
}
_WARDS = """select count(*) from (
    select from guardianship where guardian_id = $1 and ended_on is null
    union all select from child_guardian where guardian_id = $1 and ended_on is null) as answering"""
_IS_ERASED = "select exists (select from erased_person where id = $1)"
_LIST = """insert into erased_person (id, kind, erased_on, order_number, order_date) values ($1, $2, $3, $4, $5)
on conflict (id) do nothing"""
# The year stays: statistics rest on it, and it tells nobody apart.
_FORGOTTEN = "display_name = '', sort_key = '{}', updated_at = clock_timestamp()"
_UNBORN = "birth_date = date_trunc('year', birth_date)::date"
_FORGET = {
    PersonKind.STUDENT: (
        f"update student set {_FORGOTTEN}, {_UNBORN} where id = $1",  # noqa: S608 - our own words
        f"update child set {_FORGOTTEN}, {_UNBORN}, area = null where id = $1",  # noqa: S608 - as above
        "delete from child_document where child_id = $1",
    ),
    PersonKind.GUARDIAN: (f"update guardian set {_FORGOTTEN} where id = $1",),  # noqa: S608 - as above
}
_NO_EXPORT = "delete from person_export where person_id = $1"
# Who reads old events again must not learn the name: the event stays, for its place in the log, and says nothing.
_TOPIC, _TYPE = "bilim.enrollment.person.v1", "bilim.enrollment.PersonChanged.v1"
_SILENCE = tuple(
    f"update {table} set payload = $2 where key = $1 and topic = '{_TOPIC}' and type = '{_TYPE}'"  # noqa: S608 - our own names
    for table in ("outbox", "event_log")
)


class SqlErasures:
    """See usecases/ports.py."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def school_of(self, person: UUID, kind: PersonKind) -> UUID:
        """The school where the person is known; the person's row stays locked."""
        school: UUID | None = await self._connection.fetchval(_SCHOOL_OF[kind], person)
        if school is None:
            raise NotFound(person)
        return school

    async def wards_of(self, person: UUID) -> int:
        """For how many children the person answers."""
        return int(await self._connection.fetchval(_WARDS, person))

    async def is_erased(self, person: UUID) -> bool:
        """Whether the person is on the list of the forgotten."""
        return bool(await self._connection.fetchval(_IS_ERASED, person))

    async def erase(self, erasure: Erasure) -> None:
        """Overwrites what said who the person was, in tables and in events, and puts them on the list."""
        for statement in (*_FORGET[erasure.kind], _NO_EXPORT):
            await self._connection.execute(statement, erasure.person_id)
        silent = v1.PersonChanged(
            person_id=str(erasure.person_id), kind=f"PERSON_KIND_{erasure.kind}"
        ).SerializeToString()
        for statement in _SILENCE:
            await self._connection.execute(statement, str(erasure.person_id), silent)
        order = erasure.order
        await self._connection.execute(
            _LIST, erasure.person_id, erasure.kind, erasure.erased_on, order.number, order.signed_on
        )

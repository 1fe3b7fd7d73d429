"""What is overwritten when a person is forgotten, and the list of those who were."""

from uuid import UUID

from chassis.database import Connection
from chassis.personal import forget_traces, silence
from contracts.enrollment import v1
from enrollment.domain.erasure import Erasure, Known
from enrollment.personal import PERSONAL

_WARDS = """select count(*) from (
    select from guardianship where guardian_id = $1 and ended_on is null
    union all select from child_guardian where guardian_id = $1 and ended_on is null) as answering"""
_APPLICATIONS = """select count(*) from application where child_id = $1
and state not in ('ENROLLED', 'WITHDRAWN', 'REJECTED_FINAL')
and not coalesce(state = 'REJECTED' and appeal_until < current_date, false)"""
_SCHOOL = """select school_id from student where id = $1
union all select registered_by from guardian where id = $1"""
_REJECTIONS = """
with told as (select application.id::text as key from application where child_id = any($1))
select event_id, payload from event_log where type = $2 and key in (select key from told)
union all
select event_id, payload from outbox where type = $2 and key in (select key from told)"""
_REJECTION = "bilim.enrollment.PriorityClaimRejected.v1"
_SILENCE_CLAIM = "select silence_claim($1, $2)"
_OTHERS = "select id from child where merged_into = $1 order by id"
_IS_ERASED = "select exists (select from erased_person where id = $1)"
_LIST = """insert into erased_person (id, kind, erased_on, order_number, order_date) values ($1, $2, $3, $4, $5)
on conflict (id) do nothing"""


class SqlErasures:
    """See usecases/ports.py."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def known(self, person: UUID) -> Known:
        """Under what the person is known here."""
        others = [row["id"] for row in await self._connection.fetch(_OTHERS, person)]
        return Known(await self._connection.fetchval(_SCHOOL, person), tuple(others))

    async def wards_of(self, person: UUID) -> int:
        """For how many children the person answers."""
        return int(await self._connection.fetchval(_WARDS, person))

    async def applications_of(self, person: UUID) -> int:
        """How many applications of a child are under way."""
        return int(await self._connection.fetchval(_APPLICATIONS, person))

    async def is_erased(self, person: UUID) -> bool:
        """Whether the person is on the list of the forgotten."""
        return bool(await self._connection.fetchval(_IS_ERASED, person))

    async def erase(self, erasure: Erasure, known: Known) -> None:
        """Overwrites what said who the person was, in tables and in events, and puts them on the list."""
        await PERSONAL.forget(self._connection, erasure.person_id, erasure.kind)
        for each in (erasure.person_id, *known.other_ids):
            await self._list(each, erasure)
            await forget_traces(self._connection, each)
            silent = v1.PersonChanged(person_id=str(each), kind=f"PERSON_KIND_{erasure.kind}")
            await silence(self._connection, each, silent.SerializeToString())
        await self._silence_claims([erasure.person_id, *known.other_ids])

    async def _silence_claims(self, children: list[UUID]) -> None:
        """Takes out of events why a claim was rejected: an office's words may tell of whom."""
        for row in await self._connection.fetch(_REJECTIONS, children, _REJECTION):
            told = v1.PriorityClaimRejected.FromString(row["payload"])
            told.ClearField("reason")
            await self._connection.execute(_SILENCE_CLAIM, row["event_id"], told.SerializeToString())

    async def _list(self, person: UUID, erasure: Erasure) -> None:
        order = erasure.order
        await self._connection.execute(
            _LIST, person, erasure.kind, erasure.erased_on, order.number, order.signed_on
        )

    async def forget_traces(self, person: UUID) -> None:
        """Takes somebody of whom no table here holds rows out of what was set aside."""
        await forget_traces(self._connection, person)

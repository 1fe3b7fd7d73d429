"""Everything that enrollment's tables hold of a person, and what the person has to do with places and others."""

from typing import Any
from uuid import UUID

from chassis.database import Connection
from chassis.identity.policy import Facts
from chassis.personal import part_of
from enrollment.domain.person import RecordOf
from enrollment.domain.refusals import NotFound
from enrollment.personal import PERSONAL

_DAYS = "coalesce(until_date >= current_date, true) and from_date <= current_date + 1"
# A child of which nobody has decided yet belongs to the district where it applied last; before that to that of the
# school which checked the papers of who registered it.
_WHERE = {
    RecordOf.STUDENT: f"""select school.id as school_id, school.district_id, array(
        select guardian_id from guardianship where student_id = $1 and ended_on is null and {_DAYS}) as guardians
        from student join school on school.id = student.school_id where student.id = $1 for update of student""",  # noqa: S608 - our own words
    RecordOf.GUARDIAN: """select school.id as school_id, school.district_id, '{}'::uuid[] as guardians
        from guardian join school on school.id = guardian.registered_by
        where guardian.id = $1 for update of guardian""",
    RecordOf.APPLICANT: """select null::uuid as school_id, coalesce((
            select campaign.district_id from application join campaign on campaign.id = application.campaign_id
            where application.child_id = $1 order by application.created_at desc limit 1),
            school.district_id) as district_id, array(
            select guardian_id from child_guardian where child_id = $1 and ended_on is null) as guardians
        from child left join guardian on guardian.id = child.registered_by
        left join school on school.id = guardian.registered_by
        where child.id = $1 and child.merged_into is null and not exists (select from student where id = $1)
        for update of child""",
}
_FORGET_OLD = "delete from person_export where created_at < now() - interval '7 days'"
_FORGET_OF = "delete from person_export where person_id = $1"


class SqlPersonRecords:
    """See usecases/ports.py."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def near(self, person: UUID, kind: RecordOf) -> Facts:
        """What the person has to do with places and others; the person's row stays locked. Refuses as NotFound."""
        own = [person] if kind in (RecordOf.GUARDIAN, RecordOf.TEACHER) else []
        if kind is RecordOf.TEACHER:
            # Staff are training's: nothing is known here but who they are themselves.
            return Facts(persons=own)
        found = await self._connection.fetchrow(_WHERE[kind], person)
        if found is None:
            raise NotFound(person)
        return Facts(
            school=found["school_id"],
            district=found["district_id"],
            guardians=found["guardians"],
            persons=own,
        )

    async def of(self, person: UUID, kind: RecordOf, *, account: str | None) -> dict[str, Any]:
        """All rows about a person, by table."""
        return part_of(await PERSONAL.record_of(self._connection, person, kind, account=account))

    async def forget(self, person: UUID, kind: RecordOf) -> None:
        """Takes away what says who the person is."""
        await PERSONAL.forget(self._connection, person, kind)

    async def forget_old_exports(self) -> None:
        """Deletes what was put together more than a week ago."""
        await self._connection.execute(_FORGET_OLD)

    async def forget_exports_of(self, child: UUID) -> None:
        """Deletes what was put together of a child."""
        await self._connection.execute(_FORGET_OF, child)

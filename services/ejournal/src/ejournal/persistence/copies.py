"""Copies of other services' facts, each written by one statement that may run twice."""

from collections.abc import Mapping
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any
from uuid import UUID

from chassis.database import Connection
from ejournal.domain.ids import DistrictId, GuardianId, RegionId, SchoolId, StudentId
from ejournal.domain.person import PersonKind
from ejournal.usecases.ports import Location

_LOCATION = """
select school.district_id, district.region_id, school.time_zone
from school left join district on district.id = school.district_id where school.id = $1
"""
_SCHOOL = """
insert into school (id, district_id, time_zone) values ($1, $2, $3)
on conflict (id) do update set district_id = excluded.district_id, time_zone = excluded.time_zone
"""
_DISTRICT = """
insert into district (id, region_id) values ($1, $2)
on conflict (id) do update set region_id = excluded.region_id
"""
_GUARDIANSHIP = """
insert into guardianship (student_id, guardian_id, from_date, until_date) values ($1, $2, $3, $4)
on conflict (student_id, guardian_id) do update
set from_date = excluded.from_date, until_date = excluded.until_date, ended_on = null
"""
_GUARDIANSHIP_ENDED = """
insert into guardianship (student_id, guardian_id, ended_on) values ($1, $2, $3)
on conflict (student_id, guardian_id) do update set ended_on = excluded.ended_on
"""
_NAME = """
insert into person (id, kind, display_name, sort_key) values ($1, $2, $3, $4)
on conflict (id) do update
set kind = excluded.kind, display_name = excluded.display_name, sort_key = excluded.sort_key
"""
_FORGET_NAME = "update person set display_name = null, sort_key = null where id = $1"
_RECORD = """select jsonb_build_object(
    'person', (select coalesce(jsonb_agg(to_jsonb(t)), '[]') from person as t where id = $1),
    'stays', (select coalesce(jsonb_agg(to_jsonb(t)), '[]') from stay as t where student_id = $1),
    'guardianships', (select coalesce(jsonb_agg(to_jsonb(t)), '[]') from guardianship as t
        where student_id = $1 or guardian_id = $1),
    'reads', (select coalesce(jsonb_agg(jsonb_build_object('at', at, 'reader', reader, 'roles', roles,
        'purpose', purpose, 'operation', operation) order by id), '[]')
        from read_audit where children @> array[$1::uuid]))"""
_UNKNOWN_ZONE = "UTC"


class SqlCopies:
    """See usecases/ports.py. What is told waits until the work ends: thousands of names take a few round trips."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        # By table: statements of different tables may change places, those of one table may not.
        self._waiting: dict[str, list[tuple[str, tuple[object, ...]]]] = {}

    async def flush(self) -> None:
        """Writes what was told."""
        waiting, self._waiting = self._waiting, {}
        for told in waiting.values():
            for statement, run in groupby(told, key=itemgetter(0)):
                await self._connection.executemany(statement, [values for _, values in run])

    async def location(self, school: SchoolId) -> Location:
        """Where a school is; one that is not known yet is nowhere."""
        await self.flush()
        row = await self._connection.fetchrow(_LOCATION, school)
        if row is None:
            return Location(school, None, None, _UNKNOWN_ZONE)
        return Location(school, row["district_id"], row["region_id"], row["time_zone"] or _UNKNOWN_ZONE)

    def school(self, school: SchoolId, *, district: DistrictId, time_zone: str) -> None:
        """A school lies in a district."""
        self._tell("school", _SCHOOL, school, district, time_zone)

    def district(self, district: DistrictId, *, region: RegionId) -> None:
        """A district lies in a region."""
        self._tell("district", _DISTRICT, district, region)

    def guardianship(
        self, student: StudentId, guardian: GuardianId, *, from_date: date, until_date: date | None
    ) -> None:
        """A person answers for a pupil."""
        self._tell("guardianship", _GUARDIANSHIP, student, guardian, from_date, until_date)

    def guardianship_ended(self, student: StudentId, guardian: GuardianId, *, on: date) -> None:
        """A person no longer answers for a pupil."""
        self._tell("guardianship", _GUARDIANSHIP_ENDED, student, guardian, on)

    def name(self, person: UUID, *, kind: PersonKind, display_name: str, sort_key: Mapping[str, str]) -> None:
        """A pupil or a teacher is known by this name from now on."""
        self._tell("person", _NAME, person, kind, display_name, dict(sort_key))

    def forget_name(self, person: UUID) -> None:
        """A name is erased."""
        self._tell("person", _FORGET_NAME, person)

    async def record_of(self, person: UUID) -> dict[str, Any]:
        """Everything that is held of a pupil or a guardian, by table."""
        await self.flush()
        found: dict[str, Any] = await self._connection.fetchval(_RECORD, person)
        return found

    def _tell(self, table: str, statement: str, *values: object) -> None:
        self._waiting.setdefault(table, []).append((statement, values))

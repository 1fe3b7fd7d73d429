"""Copies of other services' facts, each written by one statement that may run twice."""

from collections.abc import Mapping
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any
from uuid import UUID

from chassis.database import Connection
from chassis.personal import forget_traces, part_of
from ejournal.domain.ids import DistrictId, GuardianId, RegionId, SchoolId, StudentId
from ejournal.domain.person import Forgotten, PersonKind
from ejournal.personal import PERSONAL
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
insert into person (id, kind, display_name, sort_key)
select $1, $2, $3, $4 where not exists (select from forgotten_person where id = $1)
on conflict (id) do update
set kind = excluded.kind, display_name = excluded.display_name, sort_key = excluded.sort_key
"""
_LIST = """
insert into forgotten_person (id, kind, forgotten_on) values ($1, $2, $3) on conflict (id) do nothing
"""
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

    async def forget(self, person: UUID, *, kind: Forgotten, on: date) -> None:
        """A person is forgotten, and is on the list from then on: a name that comes late is not written down."""
        await self.flush()
        await self._connection.execute(_LIST, person, kind, on)
        await PERSONAL.forget(self._connection, person, kind)
        await forget_traces(self._connection, person)

    async def record_of(self, person: UUID, kind: str, *, account: str | None) -> dict[str, Any]:
        """Everything that is held of a person, by table; what the account did as well."""
        await self.flush()
        return part_of(await PERSONAL.record_of(self._connection, person, kind, account=account))

    def _tell(self, table: str, statement: str, *values: object) -> None:
        self._waiting.setdefault(table, []).append((statement, values))

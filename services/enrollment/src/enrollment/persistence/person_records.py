"""Everything that enrollment's tables hold of a person, as JSON."""

from typing import Any
from uuid import UUID

from chassis.database import Connection
from enrollment.domain.person import PersonKind

_READS = """'reads', (select coalesce(jsonb_agg(jsonb_build_object(
    'at', at, 'reader', reader, 'roles', roles, 'purpose', purpose, 'operation', operation) order by id), '[]')
    from read_audit where children @> array[$1::uuid])"""
_ROWS = "'{name}', (select coalesce(jsonb_agg(to_jsonb(t)), '[]') from {table} as t where t.{column} = $1)"


def _rows(name: str, table: str, column: str) -> str:
    return _ROWS.format(name=name, table=table, column=column)


_OF = {
    PersonKind.STUDENT: (
        _rows("student", "student", "id"),
        _rows("enrolments", "enrolment", "student_id"),
        _rows("guardianships", "guardianship", "student_id"),
        _rows("placements", "placement", "student_id"),
        _rows("child", "child", "id"),
        _rows("applications", "application", "child_id"),
        # The numbers are sealed, and who asks has the papers: which there are is told.
        "'documents', (select coalesce(jsonb_agg(kind), '[]') from child_document where child_id = $1)",
        _READS,
    ),
    PersonKind.GUARDIAN: (
        _rows("guardian", "guardian", "id"),
        _rows("guardianships", "guardianship", "guardian_id"),
        _rows("children", "child_guardian", "guardian_id"),
    ),
}
_FORGET_OLD = "delete from person_export where created_at < now() - interval '7 days'"


class SqlPersonRecords:
    """See usecases/ports.py."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def of(self, person: UUID, kind: PersonKind) -> dict[str, Any]:
        """All rows about a person, by table."""
        found: dict[str, Any] = await self._connection.fetchval(
            f"select jsonb_build_object({', '.join(_OF[kind])})",
            person,
        )
        return found

    async def forget_old_exports(self) -> None:
        """Deletes what was put together more than a week ago."""
        await self._connection.execute(_FORGET_OLD)

"""A service's register of personal data: which rows are about whom, what of them goes, and what stays and why.

One declaration answers an access request, forgets a person, tags the graph, and is held against the database's own
catalogue by a test: a column that nobody thought of is found there.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from chassis.database.pool import Connection

About = Mapping[str, str]
"""By kind of person, the condition on a row `t` under which it is about the person `$1`."""

AUDIT_STAYS = "the audit of reads and changes is append-only and kept five years; it holds ids, never values"

_READS = """'reads', (select jsonb_agg(jsonb_build_object('at', at, 'reader', reader, 'roles', roles,
    'purpose', purpose, 'operation', operation) order by id)
    from read_audit where children @> array[$1::uuid])"""
_CHANGES = """'changes', (select jsonb_agg(jsonb_build_object('at', at, 'actor', actor, 'action', action,
    'aggregate', aggregate, 'detail', detail) order by at, id)
    from change_audit where aggregate_id = $1)"""
# What somebody did is theirs to know only when they ask themselves: then the account is known as well.
_OWN_ACTS = """'ownReads', (select jsonb_agg(jsonb_build_object('at', at, 'roles', roles, 'purpose', purpose,
    'operation', operation) order by id) from read_audit where $2::text is not null and reader = $2),
    'ownChanges', (select jsonb_agg(jsonb_build_object('at', at, 'action', action, 'aggregate', aggregate)
    order by at, id) from change_audit where $2::text is not null and actor = $2)"""


@dataclass(frozen=True, slots=True)
class PersonTable:
    """A table with rows about persons.

    `forgotten` maps a column to what stands there afterwards, in SQL; `kept` maps a column that says something of a
    person to the reason why the law keeps it; `plain` columns say nothing of anybody. A table that `goes` loses the
    rows. `sealed` columns open with a key that no table holds, and are not told.
    """

    name: str
    about: About
    forgotten: Mapping[str, str] = field(default_factory=dict)
    kept: Mapping[str, str] = field(default_factory=dict)
    plain: tuple[str, ...] = ()
    goes: bool = False
    sealed: tuple[str, ...] = ()

    @property
    def is_of_persons(self) -> bool:
        """Whether a row is a person, and not something about one."""
        return any("t.id = $1" in condition for condition in self.about.values())

    @property
    def personal(self) -> frozenset[str]:
        """The columns that say something of a person."""
        return frozenset(self.forgotten) | frozenset(self.kept)

    def told(self, kind: str) -> str:
        """The rows as an argument pair of `jsonb_build_object`."""
        row = "to_jsonb(t)" + "".join(f" - '{name}'" for name in self.sealed)
        return f"'{self.name}', (select jsonb_agg({row}) from \"{self.name}\" as t where {self.about[kind]})"  # noqa: S608 - our own words

    def forget(self, kind: str) -> str | None:
        """The statement that takes away what said who the person was; None where nothing did."""
        if self.goes:
            return f'delete from "{self.name}" as t where {self.about[kind]}'  # noqa: S608 - as above
        if not self.forgotten:
            return None
        values = ", ".join(f"{name} = {value}" for name, value in self.forgotten.items())
        return f'update "{self.name}" as t set {values} where {self.about[kind]}'  # noqa: S608 - as above


class PersonalData:
    """The register of one service; `elsewhere` are its tables without rows about persons, each with what it holds.

    `views` show columns of a table under another name; `given` are words of inputs that are no column, such as the
    papers of a child.
    """

    def __init__(
        self,
        *tables: PersonTable,
        elsewhere: Mapping[str, str] | None = None,
        views: Mapping[str, str] | None = None,
        given: Iterable[str] = (),
    ) -> None:
        self.tables = tables
        self.elsewhere = dict(elsewhere or {})
        self.views = dict(views or {})
        self.given = frozenset(given) | {
            column for one in tables if one.is_of_persons for column in one.forgotten
        }

    def columns_of(self, relation: str) -> frozenset[str]:
        """The columns of a table, or of a view over one, that say something of a person."""
        table = self.views.get(relation, relation)
        return next((one.personal for one in self.tables if one.name == table), frozenset())

    async def record_of(
        self, connection: Connection, person: UUID, kind: str, *, account: str | None = None
    ) -> dict[str, Any]:
        """Everything that is held of a person, by table; `account` is told where the person asks."""
        told = [one.told(kind) for one in self.tables if kind in one.about]
        parts = ", ".join([*told, _READS, _CHANGES, _OWN_ACTS])
        statement = f"select jsonb_strip_nulls(jsonb_build_object({parts})), $2::text"
        found: dict[str, Any] = await connection.fetchval(statement, person, account)
        return found

    async def forget(self, connection: Connection, person: UUID, kind: str) -> None:
        """Takes away what said who the person was, in every table of the register."""
        for one in self.tables:
            statement = one.forget(kind) if kind in one.about else None
            if statement is not None:
                await connection.execute(statement, person)


def part_of(record: Mapping[str, Any]) -> dict[str, Any]:
    """A record as it is handed out: that nothing is held is said, not left to be guessed."""
    return {"holdsNothing": not record, "tables": dict(record)}

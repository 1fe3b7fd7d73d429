"""In the services' own migrated databases, PostgreSQL shows a viewer's hand-written SQL what compiled reads show.

Rows and viewers are drawn by chance over few ids, so that most are near to something. What is expected is the compiled
predicate, asked as the service's role; what is found is a `select` without any predicate, asked through the seam.
"""

import random
import re
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Any
from uuid import UUID

import pytest

from chassis.identity import ROLES, Caller, Grant, Kind, Person, Purpose, Viewer
from chassis.identity.policy import answer
from chassis.identity.rls import Guard, RowSecurity, seen_by, viewer_role
from chassis.testing.databases import administrator
from chassis.testing.postgres import NewDatabase
from chassis.testing.scattering import Choices, scatter

SERVICES = ("inventory", "enrollment", "ejournal", "training")
IDS, ROWS = 9, 30
WORDS: Choices = {
    "campaign": {"state": ("DRAFT", "PUBLISHED")},
    "person": {"kind": ("STUDENT", "TEACHER", "GUARDIAN")},
}
PLACES = (Kind.REGION, Kind.DISTRICT, Kind.SCHOOL, Kind.CONTRACT)

Connection = Any
Say = Callable[[str], None]


def security_of(service: str) -> RowSecurity:
    found: RowSecurity = import_module(f"{service}.row_security").ROW_SECURITY
    return found


@dataclass(frozen=True)
class Country:
    """A service's database full of rows, as its own role and as whoever asks."""

    service: str
    ids: list[UUID]
    app: Connection

    async def seen(self, table: str, caller: Caller) -> list[str]:
        """What a select without a predicate finds for the caller."""
        async with seen_by(caller, self.app.fetch, role=viewer_role(self.service)) as fetch:
            return sorted(row[0] for row in await fetch(await self._everything(table)))

    async def expected(self, table: str, caller: Caller) -> list[str]:
        """What the compiled predicates say."""
        guard = security_of(self.service).tables[table]
        values: list[object] = []
        ways = " or ".join(f"({way})" for way in compiled(self.service, guard, caller, values))
        narrowed = (guard.narrowed or "true").replace("{t}", "it")
        statement = f"{await self._everything(table)} where ({narrowed}) and ({ways})"
        return sorted(row[0] for row in await self.app.fetch(statement, *values))

    async def _everything(self, table: str) -> str:
        hidden = security_of(self.service).tables[table].hidden
        rows = await self.app.fetch(
            "select column_name from information_schema.columns where table_name = $1"
            " and table_schema = 'public' order by 1",
            table,
        )
        shown = ", ".join(f'it."{row[0]}"' for row in rows if row[0] not in hidden)
        return f'select row({shown})::text from "{table}" as it'


def compiled(service: str, guard: Guard, caller: Caller, values: list[object]) -> Iterator[str]:
    """The predicate of each way in which a row is seen, its parameters numbered on."""
    policy = security_of(service).policy
    for way in guard.ways:
        made: dict[str, Any] = dict(
            policy.reads(lambda text, **given: (text, given), lambda code, _: ("false", {}))
        )
        text, parameters = made[way.resource](Shape(caller))
        row = "it" if way.relation is None else "parent"
        said = numbered(text, parameters, row, caller, values)
        if way.relation is None:
            yield said
        else:
            yield f"exists (select from {way.relation} as parent where parent.{way.key} = it.{way.by} and ({said}))"


def numbered(text: str, parameters: dict[str, Any], row: str, caller: Caller, values: list[object]) -> str:
    numbers = {}
    for name, parameter in parameters.items():
        values.append(parameter(caller))
        numbers[name] = f"${len(values)}"
    # A parameter that some text does not name has no type.
    return re.sub(r"\{(\w+)\}", lambda found: {"t": row, **numbers}[found[1]], text)


@dataclass(frozen=True)
class Shape:
    """What a compiled read may ask."""

    caller: Caller

    def ask(self, question: Any) -> Any:
        return answer(self.caller, question)


def somebody(chance: random.Random, ids: list[UUID]) -> Caller:
    """Up to three grants, sensible or not, and up to two persons."""
    grants = []
    for _ in range(chance.randint(0, 3)):
        role = chance.choice([role for role in ROLES if role != "public"])
        kind = Kind.SERVICE if role == "service" else chance.choice([Kind.COUNTRY, *PLACES])
        place = {Kind.COUNTRY: "*", Kind.SERVICE: "training"}.get(kind, str(chance.choice(ids)))
        grants.append(Grant(role, kind, place))
    persons = [
        Person(chance.choice(["teacher", "guardian", "student"]), chance.choice(ids))
        for _ in range(chance.randint(0, 2))
    ]
    viewer = Viewer(
        str(chance.choice(ids)), grants=tuple(grants), persons=tuple(persons), loa=chance.randint(0, 3)
    )
    return Caller(viewer, purpose=chance.choice([None, Purpose.AUDIT, Purpose.HEALTH]))


@pytest.fixture(params=SERVICES)
async def country(request: pytest.FixtureRequest, new_database: NewDatabase) -> AsyncIterator[Country]:
    """Each service's database, full of rows."""
    service, chance = str(request.param), random.Random(20)
    ids = [UUID(int=chance.getrandbits(128)) for _ in range(IDS)]
    database = await new_database(service)
    async with administrator(database.owner_url) as owner:
        tables = [
            row[0]
            for row in await owner.fetch(
                "select tablename from pg_tables where schemaname = 'public' and tablename not like 'event_log%'"
                " and tablename <> 'alembic_version'"
            )
        ]
        await scatter(owner, tables, ids, rows=ROWS, chance=chance, choices=WORDS)
    async with administrator(database.app_url) as app:
        yield Country(service, ids, app)


async def disagreements(country: Country, viewers: int) -> tuple[list[str], dict[bool, int]]:
    """On which table for whom the layers differ, and how many rows were and were not seen."""
    chance, found, met = random.Random(7), [], {True: 0, False: 0}
    tables = security_of(country.service).tables
    totals = {table: await country.app.fetchval(f'select count(*) from "{table}"') for table in tables}
    for _ in range(viewers):
        caller = somebody(chance, country.ids)
        for table in tables:
            seen, expected = await country.seen(table, caller), await country.expected(table, caller)
            met[True] += len(seen)
            met[False] += totals[table] - len(seen)
            if seen != expected:
                found.append(
                    f"{table}: {len(seen)}, not {len(expected)}, to {[*map(str, caller.viewer.grants)]}"
                )
    return found, met


async def test_compiled_reads_and_row_level_security_show_the_same_rows(country: Country, say: Say) -> None:
    found, met = await disagreements(country, viewers=12)

    assert found == []
    assert min(met.values()) > 20
    say(
        f"{country.service}: {sum(met.values()):,} decisions of row-level security as compiled, {met[True]:,} seen"
    )


@pytest.mark.long
async def test_they_do_for_many_viewers(country: Country, say: Say) -> None:
    found, met = await disagreements(country, viewers=300)

    assert found == []
    say(f"{country.service}: {sum(met.values()):,} decisions")

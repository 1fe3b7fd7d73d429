"""Who may do what in each service's database, and that policies are those of the installed code."""

import contextlib
from collections.abc import AsyncIterator

import asyncpg
import pytest
import pytest_asyncio

from chassis.database import RoleMissing, migrate
from chassis.database.privileges import row_security_of
from chassis.identity.policy import READ
from chassis.identity.rls import SCHEMA, RowSecurity, rendered, viewer_role
from chassis.testing.databases import Database, administrator
from chassis.testing.postgres import NewDatabase

SERVICES = ("inventory", "enrollment", "ejournal", "training")
FORBIDDEN = [
    "alter table event_read disable row level security",
    "alter table event_read no force row level security",
    "drop policy bilim_viewer on event_read",
    "create policy mine on event_read using (true)",
    "drop table event_read",
    "alter table event_read add mine int",
    f"drop schema {SCHEMA} cascade",
    f"create or replace function {SCHEMA}.bilim_loa() returns int language sql return 9",
    "update event_read set count = 0",
    "delete from event_read",
    "delete from event_log",
    "update event_log set payload = ''",
    "insert into event_log_0 (position) values (1)",
    "update read_audit set reader = ''",
    "delete from read_audit",
    "update change_audit set actor = ''",
    "update audit_seal set root = ''",
    "truncate event_log",
    "set role postgres",
]
POLICIES = """
select tablename, roles::text, qual from pg_policies where policyname = 'bilim_viewer' order by tablename
"""


@pytest.fixture(params=SERVICES)
def service(request: pytest.FixtureRequest) -> str:
    """Each of the services."""
    return str(request.param)


@pytest_asyncio.fixture
async def database(new_database: NewDatabase, service: str) -> Database:
    """The service's migrated database."""
    return await new_database(service)


@pytest_asyncio.fixture
async def app(database: Database) -> AsyncIterator[asyncpg.Connection]:
    """Connected as the service."""
    async with administrator(database.app_url) as connection:
        yield connection


@pytest_asyncio.fixture
async def owner(database: Database) -> AsyncIterator[asyncpg.Connection]:
    """Connected as the owner."""
    async with administrator(database.owner_url) as connection:
        yield connection


def security_of(service: str) -> RowSecurity:
    found = row_security_of(service)
    assert found is not None
    return found


async def test_the_service_s_role_changes_no_table_no_policy_and_nothing_that_is_only_added_to(
    app: asyncpg.Connection,
) -> None:
    refused = []
    for statement in FORBIDDEN:
        with contextlib.suppress(asyncpg.InsufficientPrivilegeError):
            await app.execute(statement)
            continue
        refused.append(statement)

    assert refused == FORBIDDEN


async def test_row_level_security_holds_for_the_owner_too(owner: asyncpg.Connection, service: str) -> None:
    loose = await owner.fetch(
        "select c.relname from pg_policies p"
        " join pg_class c on c.oid = format('%I.%I', p.schemaname, p.tablename)::regclass"
        " where p.schemaname = 'public' and not (c.relrowsecurity and c.relforcerowsecurity)"
    )
    conditional = {
        table for table in security_of(service).tables if rendered(security_of(service), table) != "true"
    }

    assert loose == []
    assert conditional == {row["tablename"] for row in await owner.fetch(POLICIES)}


async def test_the_policies_are_those_of_the_code(owner: asyncpg.Connection, service: str) -> None:
    """PostgreSQL words a condition in its own way: so both are worded by it."""
    kept = {row["tablename"]: row["qual"] for row in await owner.fetch(POLICIES)}

    await owner.execute(f"set search_path = {SCHEMA}, public")
    for table in kept:
        await owner.execute(f'drop policy bilim_viewer on public."{table}"')
        condition = rendered(security_of(service), table)
        await owner.execute(f'create policy bilim_viewer on public."{table}" for select using ({condition})')
    await owner.execute("set search_path = public")

    assert {row["tablename"]: row["qual"] for row in await owner.fetch(POLICIES)} == kept


async def test_for_the_service_a_statement_is_planned_as_without_it(
    app: asyncpg.Connection, owner: asyncpg.Connection
) -> None:
    """So that compiled reads, which carry their own predicates, pay nothing for a second."""
    tables = [row["tablename"] for row in await owner.fetch(POLICIES)]
    before = [await plan_of(app, table) for table in tables]

    for table in tables:
        await owner.execute(f'alter table "{table}" disable row level security')

    assert [await plan_of(app, table) for table in tables] == before


async def plan_of(app: asyncpg.Connection, table: str) -> list[str]:
    """How a look-up by the first column of the primary key is planned, with a function that may leak."""
    # As in a table that holds something: an empty one may be read from end to end, in whatever order of conditions.
    await app.execute("set enable_seqscan = off")
    key = await app.fetchval(
        "select a.attname from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]"
        " where i.indrelid = $1::text::regclass and i.indisunique order by i.indisprimary desc limit 1",
        table,
    )
    rows = await app.fetch(
        f'explain (costs off) select * from "{table}" as t join "{table}" as u using ("{key}")'
        f' where t."{key}" = any(array(select "{key}" from "{table}" limit 3)) and num_nulls(t."{key}") = 0'
    )
    return [row[0] for row in rows]


async def test_what_was_made_of_another_policy_is_made_again(
    owner: asyncpg.Connection, database: Database, service: str
) -> None:
    before = await owner.fetch(POLICIES)
    await owner.execute("drop policy bilim_viewer on event_read")
    await owner.execute("create policy bilim_viewer on event_read for select using (true)")
    await owner.execute(f"comment on schema {SCHEMA} is 'of another policy'")

    await migrate(service, database.owner_url)

    assert await owner.fetch(POLICIES) == before


async def test_every_resource_that_is_read_has_a_table(service: str) -> None:
    """One that has none would be shown to no SQL that is written by hand: say in row_security.py by which table."""
    security = security_of(service)
    read = {name for name, one in security.policy.resources.items() if READ in one.rows and not one.is_total}
    guarded = {way.resource for guard in security.tables.values() for way in guard.ways}

    assert read - guarded == set()


async def test_whole_tables_are_looked_at_with_the_owner_s_eyes(owner: asyncpg.Connection) -> None:
    """A view of a view that asks as its invoker would ask as the viewer, and go round in a circle."""
    between = await owner.fetch(
        "select distinct inner_view.relname from pg_depend d join pg_rewrite r on r.oid = d.objid"
        " join pg_class outer_view on outer_view.oid = r.ev_class"
        " join pg_class inner_view on inner_view.oid = d.refobjid and inner_view.relkind = 'v'"
        " where outer_view.relnamespace = to_regnamespace($1) and inner_view.oid <> outer_view.oid",
        SCHEMA,
    )

    assert between == []


async def test_a_viewer_s_role_that_nobody_made_is_asked_for(
    new_database: NewDatabase, postgres_url: str
) -> None:
    database = await new_database("training")
    async with administrator(postgres_url) as server:
        await server.execute('revoke "training_viewer" from "training_app"')
    async with administrator(database.owner_url) as owner:
        await owner.execute(f"comment on schema {SCHEMA} is 'of another policy'")

    try:
        with pytest.raises(RoleMissing, match=f'grant "{viewer_role("training")}" to "training_app"'):
            await migrate("training", database.owner_url)
    finally:
        async with administrator(postgres_url) as server:
            await server.execute('grant "training_viewer" to "training_app" with inherit false, set true')

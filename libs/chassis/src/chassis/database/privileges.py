"""Who may do what in a service's database: its owner everything, the service what it needs, a viewer what is theirs.

Three roles. The owner migrates. `<service>_app` reads and writes rows: compiled reads carry their predicates and use
cases ask `permit`, so that its policies are `true`. `<service>_viewer`, which nobody logs in as, runs what is written
by hand for a viewer, under policies made from the service's policy.py.
"""

import importlib
import importlib.util
import re
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path

import asyncpg

from chassis import identity
from chassis.identity.rls import FUNCTIONS, SCHEMA, RowSecurity, rendered, viewer_role

_PATIENCE = "set local lock_timeout = '4s'"
_APPEND_ONLY = ("event_log", "event_read")
_RELATIONS = """
select c.relname as name, c.relkind = 'v' as is_view, case when c.relkind = 'v' then pg_get_viewdef(c.oid) end as text
from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v')
"""
_COLUMNS = (
    "select attname from pg_attribute where attrelid = $1::text::regclass and attnum > 0 and not attisdropped"
)
_POLICIES = """
select policyname as name, tablename from pg_policies
where schemaname = 'public' and policyname in ('bilim_service', 'bilim_viewer')
"""
_PARTITIONS = "select inhrelid::regclass::text from pg_inherits where inhparent = $1::text::regclass"
_FINGERPRINT = "select obj_description(to_regnamespace($1)::oid, 'pg_namespace')"


class RoleMissing(Exception):
    """A role that the service needs is not there, and the owner may not make it; the text says how."""


def row_security_of(package: str) -> RowSecurity | None:
    """What a service says of its tables; None for one that shows no viewer anything but by compiled reads."""
    if importlib.util.find_spec(f"{package}.row_security") is None:
        return None
    found: RowSecurity = importlib.import_module(f"{package}.row_security").ROW_SECURITY
    return found


def fingerprint(folder: Path) -> str:
    """Changes with whatever policies are made from: told without importing any of it, at every start."""
    ours = Path(identity.__file__).parent
    sources = [
        *sorted(folder.glob("policy*.py")),
        folder / "row_security.py",
        *sorted(ours.glob("policy/*.py")),
        *sorted(ours.glob("rls/*.py")),
        ours.parent / "events" / "webhooks" / "policy.py",
        Path(__file__),
    ]
    text = "".join(source.read_text("utf-8") for source in sources if source.exists())
    return sha256(text.encode()).hexdigest()


async def is_let_in(connection: asyncpg.Connection, folder: Path) -> bool:
    """Whether the privileges and policies in the database are those of the installed code."""
    return bool(await connection.fetchval(_FINGERPRINT, SCHEMA) == fingerprint(folder))


async def shut(connection: asyncpg.Connection, package: str) -> None:
    """Takes away what hangs on the tables, before they change; a viewer's reads fail meanwhile, and say so."""
    async with connection.transaction():
        await connection.execute(_PATIENCE)
        if await _exists(connection, viewer_role(package)):
            await connection.execute(f'revoke usage on schema public from "{viewer_role(package)}"')
        await _take_down(connection)


async def let_in(connection: asyncpg.Connection, package: str, folder: Path) -> None:
    """Grants and policies as the code has them; run by the owner, in one transaction, as often as one likes."""
    app, viewer = f"{package}_app", viewer_role(package)
    async with connection.transaction():
        await connection.execute(_PATIENCE)
        security = row_security_of(package)
        has_app = await _exists(connection, app)
        # Where one role does everything, it is the one that steps down to the viewer's.
        await _need_viewer(
            connection, app if has_app else await connection.fetchval("select current_user"), viewer
        )
        await _take_down(connection)
        if has_app:
            for statement in _for_the_service(app):
                await connection.execute(statement)
            for table in (*_APPEND_ONLY, *(security.append_only if security else ())):
                await _close(connection, table, app)
        await connection.execute(f"create schema {SCHEMA}; {FUNCTIONS}")
        if security is not None:
            await _raise_guards(connection, security, [app] if has_app else [], viewer)
        await connection.execute(f'grant usage on schema public to "{viewer}"')
        await connection.execute(f"comment on schema {SCHEMA} is '{fingerprint(folder)}'")


async def _exists(connection: asyncpg.Connection, role: str) -> bool:
    return bool(await connection.fetchval("select true from pg_roles where rolname = $1", role))


async def _need_viewer(connection: asyncpg.Connection, app: str, viewer: str) -> None:
    """Makes the viewer's role where it is missing and the owner may."""
    try:
        if not await _exists(connection, viewer):
            await connection.execute(f'create role "{viewer}" nologin')
        if not await connection.fetchval("select pg_has_role($1, $2, 'set')", app, viewer):
            await connection.execute(f'grant "{viewer}" to "{app}" with inherit false, set true')
    except asyncpg.InsufficientPrivilegeError as refusal:
        raise RoleMissing(
            f'As an administrator of the server: create role "{viewer}" nologin;'
            f' grant "{viewer}" to "{app}" with inherit false, set true;'
        ) from refusal


async def _take_down(connection: asyncpg.Connection) -> None:
    for policy in await connection.fetch(_POLICIES):
        if policy["name"] == "bilim_viewer":
            await connection.execute(f'drop policy bilim_viewer on "{policy["tablename"]}"')
    await connection.execute(f"drop schema if exists {SCHEMA} cascade")


def _for_the_service(app: str) -> Iterator[str]:
    """The service reads and writes rows; it owns nothing, changes no table and no entry of the audit."""
    # The audit stands on units of work, and those on this package.
    from chassis.audit.tables import closed_to

    yield f'grant usage on schema public to "{app}"'
    yield f'grant select, insert, update, delete on all tables in schema public to "{app}"'
    yield f'grant usage on all sequences in schema public to "{app}"'
    yield from closed_to(app)


async def _close(connection: asyncpg.Connection, table: str, app: str) -> None:
    """A table to which the service adds, and in which it changes nothing."""
    parts = [row[0] for row in await connection.fetch(_PARTITIONS, table)]
    for each in parts:
        await connection.execute(f'revoke all on {each} from "{app}"')
    await connection.execute(f'revoke update, delete on "{table}" from "{app}"')


async def _raise_guards(
    connection: asyncpg.Connection, security: RowSecurity, apps: Iterable[str], viewer: str
) -> None:
    await connection.execute(f'revoke all on all tables in schema public from "{viewer}"')
    conditions = {table: rendered(security, table) for table in security.tables}
    await _show_whole(connection, " ".join(conditions.values()), viewer)
    # Policies are read by their text: what they name is found among the whole tables first.
    await connection.execute(f"set local search_path = {SCHEMA}, public")
    await _force(connection, {table for table, seen in conditions.items() if seen != "true"}, apps)
    for table, seen in conditions.items():
        if seen != "true":
            await connection.execute(
                f'create policy bilim_viewer on public."{table}" for select to "{viewer}" using ({seen})'
            )
        shown = await _shown(connection, table, security.tables[table].hidden)
        await connection.execute(f'grant select ({shown}) on public."{table}" to "{viewer}"')
    await connection.execute("set local search_path = public")
    for view in security.views:
        await connection.execute(f'grant select on "{view}" to "{viewer}"')


async def _force(connection: asyncpg.Connection, tables: set[str], apps: Iterable[str]) -> None:
    """Switches row-level security on for these tables alone, also for their owner.

    Who is no viewer has a policy that lets everything pass.
    """
    to = ", ".join(("current_user", *(f'"{app}"' for app in apps)))
    forced = {row["tablename"] for row in await connection.fetch(_POLICIES)}
    for table in sorted(tables - forced):
        await connection.execute(
            f'alter table public."{table}" enable row level security, force row level security;'
            f' create policy bilim_service on public."{table}" to {to} using (true) with check (true)'
        )
    for table in sorted(forced - tables):
        await connection.execute(
            f'drop policy bilim_service on public."{table}";'
            f' alter table public."{table}" no force row level security, disable row level security'
        )


async def _show_whole(connection: asyncpg.Connection, conditions: str, viewer: str) -> None:
    """The relations that conditions name, read with the owner's eyes.

    A policy that looked at tables as the viewer sees them would go round in a circle. The viewer may not look names
    up in this schema, so that policies alone have these views.
    """
    named = set(re.findall(r"\w+", conditions))
    await connection.execute("set local search_path = pg_catalog")
    relations = [row for row in await connection.fetch(_RELATIONS) if row["name"] in named]
    for row in relations:
        text = row["text"] if row["is_view"] else f'select * from public."{row["name"]}"'  # noqa: S608 - names of the catalogue
        await connection.execute(f'create view {SCHEMA}."{row["name"]}" as {text}')
        await connection.execute(f'grant select on {SCHEMA}."{row["name"]}" to "{viewer}"')


async def _shown(connection: asyncpg.Connection, table: str, hidden: frozenset[str]) -> str:
    columns = [row["attname"] for row in await connection.fetch(_COLUMNS, f'public."{table}"')]
    return ", ".join(f'"{column}"' for column in columns if column not in hidden)

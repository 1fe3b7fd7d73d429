"""A service's database on a server: its owner, who migrates it, and its application role, who owns nothing."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Self
from urllib.parse import urlsplit, urlunsplit

import asyncpg

from chassis.identity.rls import viewer_role
from chassis.settings import derived_database_url

HARMLESS = "login nosuperuser nocreatedb nocreaterole nobypassrls noreplication"


class ServerRefuses(Exception):
    """The given PostgreSQL server is away or does not let us make databases; the text says what it lacks."""


@dataclass(frozen=True, slots=True)
class Database:
    """Where a service's database is, for its owner and for the application."""

    name: str
    owner_url: str
    app_url: str

    @classmethod
    def on(cls, server_url: str, service: str, *, name: str | None = None) -> Self:
        """The addresses by the rule that every service derives them with."""
        name = name or service
        return cls(
            name=name,
            owner_url=derived_database_url(server_url, database=name, role=f"{service}_owner"),
            app_url=derived_database_url(server_url, database=name, role=f"{service}_app"),
        )


async def prepare_database(server_url: str, service: str) -> Database:
    """Make the roles and the database of `service` where they are missing; the server's user must be able to."""
    try:
        async with administrator(server_url) as connection:
            await prepare_roles(connection, service, password=urlsplit(server_url).password)
            await create_database(connection, service, owner=f"{service}_owner", app=f"{service}_app")
    except asyncpg.InsufficientPrivilegeError as refusal:
        raise ServerRefuses(
            f"The user of BILIM_DATABASE_URL may not prepare the database {service!r} ({refusal}): "
            "give it CREATEDB and CREATEROLE, or another user."
        ) from refusal
    except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
        raise ServerRefuses(_cannot_be_used(server_url, error)) from error
    return Database.on(server_url, service)


def _cannot_be_used(server_url: str, error: Exception) -> str:
    """Which server, why not, and what an address looks like; never the password that stands in it."""
    place = urlsplit(server_url).netloc.rpartition("@")[2] or "the given address"
    return (
        f"PostgreSQL at {place} cannot be used: {error}.\n"
        "BILIM_DATABASE_URL must name a running server and a user who may make databases and roles, as in "
        "postgresql://USER:PASSWORD@HOST:5432/postgres; without it an embedded server is started."
    )


async def prepare_roles(connection: asyncpg.Connection, service: str, *, password: str | None) -> None:
    """Two roles a service that log in, and one that reads for viewers; none goes round row-level security."""
    for role in (f"{service}_owner", f"{service}_app"):
        if not await connection.fetchval("select true from pg_roles where rolname = $1", role):
            await connection.execute(f'create role "{role}" {HARMLESS}')
        if password is not None:
            quoted = password.replace("'", "''")
            await connection.execute(f"alter role \"{role}\" password '{quoted}'")
    viewer = viewer_role(service)
    if not await connection.fetchval("select true from pg_roles where rolname = $1", viewer):
        await connection.execute(f'create role "{viewer}" no{HARMLESS}')
    await connection.execute(
        f'grant "{viewer}" to "{service}_app", "{service}_owner" with inherit false, set true'
    )
    # A server's user that is not a superuser makes a database for a role only as its member.
    await connection.execute(f'grant "{service}_owner" to current_user')


async def create_database(
    connection: asyncpg.Connection, name: str, *, owner: str, app: str, template: str = "template0"
) -> None:
    """One database that only its owner and its application may enter."""
    if await connection.fetchval("select true from pg_database where datname = $1", name):
        return
    await connection.execute(
        f'create database "{name}" owner "{owner}" template "{template}" encoding \'UTF8\''
    )
    await connection.execute(f'revoke all on database "{name}" from public')
    await connection.execute(f'grant connect on database "{name}" to "{app}"')


@asynccontextmanager
async def administrator(server_url: str) -> AsyncIterator[asyncpg.Connection]:
    """A connection as the server's own user."""
    connection = await asyncpg.connect(server_url)
    try:
        yield connection
    finally:
        await connection.close()


def with_database(url: str, name: str) -> str:
    """The same server and role, another database."""
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))

"""Who may do what in a service's database."""

from collections.abc import AsyncIterator
from uuid import uuid4

import asyncpg
import pytest
import pytest_asyncio

from chassis.testing.databases import Database, prepare_database


@pytest_asyncio.fixture
async def database(postgres_url: str) -> AsyncIterator[Database]:
    """The database of a service nobody else has."""
    service = f"service_{uuid4().hex[:8]}"
    yield await prepare_database(postgres_url, service)


async def fetchval(url: str, statement: str) -> object:
    connection = await asyncpg.connect(url)
    try:
        return await connection.fetchval(statement)
    finally:
        await connection.close()


async def test_the_application_may_not_make_a_table(database: Database) -> None:
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await fetchval(database.app_url, "create table mine (id int)")


async def test_the_owner_may(database: Database) -> None:
    await fetchval(database.owner_url, "create table ours (id int)")

    assert await fetchval(database.owner_url, "select count(*) from ours") == 0


async def test_no_role_goes_round_row_level_security(database: Database) -> None:
    for url in (database.owner_url, database.app_url):
        privileged = await fetchval(
            url, "select rolsuper or rolbypassrls from pg_roles where rolname = current_user"
        )
        assert privileged is False


async def test_one_service_cannot_enter_the_database_of_another(
    database: Database, postgres_url: str
) -> None:
    other = await prepare_database(postgres_url, f"other_{uuid4().hex[:8]}")
    stranger = other.app_url.replace(f"/{other.name}?", f"/{database.name}?")

    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await fetchval(stranger, "select 1")


async def test_preparing_twice_changes_nothing(postgres_url: str) -> None:
    service = f"service_{uuid4().hex[:8]}"
    first = await prepare_database(postgres_url, service)
    await fetchval(first.owner_url, "create table kept (id int)")

    second = await prepare_database(postgres_url, service)

    assert second == first
    assert await fetchval(second.owner_url, "select count(*) from kept") == 0

"""A database is brought to its newest version, once."""

import asyncpg
import pytest

from chassis.database import NewerDatabase, migrate
from chassis.testing.databases import Database, administrator, with_database
from chassis.testing.postgres import NewDatabase


@pytest.fixture(params=["inventory", "enrollment", "ejournal", "training"])
def service(request: pytest.FixtureRequest) -> str:
    """Each of the services."""
    return str(request.param)


async def _tables(database: Database) -> set[str]:
    connection = await asyncpg.connect(database.owner_url)
    rows = await connection.fetch("select tablename from pg_tables where schemaname = 'public'")
    await connection.close()
    return {row["tablename"] for row in rows}


async def test_what_is_newest_is_left_alone(new_database: NewDatabase, service: str) -> None:
    database = await new_database(service)
    connection = await asyncpg.connect(database.owner_url)
    # If Alembic ran again it would make the table that is missing now, or fail on those that are there.
    await connection.execute("drop table inbox")
    await connection.close()

    await migrate(service, database.owner_url)

    assert "inbox" not in await _tables(database)


async def test_what_is_behind_is_brought_up(
    new_database: NewDatabase, postgres_url: str, service: str
) -> None:
    database = await new_database(service)
    async with administrator(with_database(postgres_url, database.name)) as connection:
        await connection.execute("drop schema public cascade")
        await connection.execute("create schema public authorization pg_database_owner")

    await migrate(service, database.owner_url)

    assert {"outbox", "event_log", "inbox", "alembic_version"} <= await _tables(database)


async def test_a_database_that_a_newer_version_migrated_is_refused_by_name(
    new_database: NewDatabase, service: str
) -> None:
    database = await new_database(service)
    connection = await asyncpg.connect(database.owner_url)
    await connection.execute("insert into alembic_version (version_num) values ('2031-01-01_pupils_fly')")
    await connection.close()

    with pytest.raises(NewerDatabase, match=f"database of {service} .*pupils_fly.*: run that version"):
        await migrate(service, database.owner_url)


async def test_the_application_owns_nothing_and_makes_nothing(
    new_database: NewDatabase, service: str
) -> None:
    database = await new_database(service)
    connection = await asyncpg.connect(database.app_url)

    owned = await connection.fetchval("select count(*) from pg_class where relowner = current_user::regrole")
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await connection.execute("create table mine (id int)")
    await connection.close()

    assert owned == 0

"""SQL that forgets its predicate shows a viewer's own rows, and everything else of it is refused."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import asyncpg
import pytest

from chassis.database import open_pool
from chassis.identity import ANONYMOUS, Caller, Grant, Kind, Viewer
from chassis.identity.rls import seen_by, viewer_role
from chassis.ids import new_id
from chassis.testing.postgres import NewDatabase

ROLE = viewer_role("training")


@dataclass(frozen=True)
class Staff:
    """Two schools with two teachers each, and the director of the first."""

    pool: Any
    own: set[Any]
    director: Caller


@pytest.fixture
async def staff(new_database: NewDatabase) -> AsyncIterator[Staff]:
    database = await new_database("training")
    own_school, other_school = new_id(), new_id()
    own, others = {new_id(), new_id()}, {new_id(), new_id()}
    async with await open_pool(database.app_url, application="tests", size=1) as pool:
        for school, teachers in ((own_school, own), (other_school, others)):
            await pool.execute("insert into school values ($1, $2)", school, new_id())
            for teacher in teachers:
                await pool.execute(
                    "insert into teacher (id, display_name, sort_key) values ($1, 'N', '{}')", teacher
                )
                await pool.execute(
                    "insert into employment (id, teacher_id, school_id, category, subjects)"
                    " values ($1, $2, $3, 'TEACHER', '[]')",
                    *(new_id(), teacher, school),
                )
        grant = Grant("director", Kind.SCHOOL, str(own_school))
        yield Staff(pool, own, Caller(Viewer("director", grants=(grant,))))


async def test_a_forgotten_predicate_shows_the_viewer_s_own_rows(staff: Staff) -> None:
    async with (
        staff.pool.acquire() as connection,
        seen_by(staff.director, connection.fetch, role=ROLE) as fetch,
    ):
        found = await fetch("select * from teacher")

    assert {row["id"] for row in found} == staff.own


async def test_who_is_nobody_is_shown_nothing(staff: Staff) -> None:
    async with (
        staff.pool.acquire() as connection,
        seen_by(Caller(ANONYMOUS), connection.fetch, role=ROLE) as fetch,
    ):
        found = await fetch("select * from teacher")

    assert found == []


async def test_the_connection_is_the_service_s_again_afterwards(staff: Staff) -> None:
    async with staff.pool.acquire() as connection:
        async with seen_by(staff.director, connection.fetch, role=ROLE):
            pass

        told = await connection.fetchval("select current_setting('bilim.grants', true)")
        role = await connection.fetchval("select current_user")
        found = await connection.fetch("select id from teacher")

    assert (told, role, len(found)) == ("", "training_app", 4)


async def test_it_is_so_after_a_statement_that_failed(staff: Staff) -> None:
    async with staff.pool.acquire() as connection:
        with pytest.raises(asyncpg.DivisionByZeroError):
            async with seen_by(staff.director, connection.fetch, role=ROLE) as fetch:
                await fetch("select 1 / 0")

        assert await connection.fetchval("select current_user") == "training_app"


async def test_it_is_so_for_the_next_request_when_one_was_given_up(staff: Staff) -> None:
    asked = asyncio.Event()

    async def ask() -> None:
        async with (
            staff.pool.acquire() as connection,
            seen_by(staff.director, connection.fetch, role=ROLE) as fetch,
        ):
            asked.set()
            await fetch("select pg_sleep(60)")

    given_up = asyncio.create_task(ask())
    await asked.wait()
    given_up.cancel()
    with pytest.raises(asyncio.CancelledError):
        await given_up

    assert await staff.pool.fetchval("select current_user") == "training_app"


@pytest.mark.parametrize(
    "statement",
    [
        "select * from outbox",
        "select payload from event_log",
        "select secrets from webhook",
        "select * from bilim_policy.teacher",
    ],
)
async def test_what_is_not_shown_to_viewers_is_refused(staff: Staff, statement: str) -> None:
    async with staff.pool.acquire() as connection:
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            async with seen_by(staff.director, connection.fetch, role=ROLE) as fetch:
                await fetch(statement)


@pytest.mark.parametrize("statement", ["delete from teacher", "update teacher set display_name = ''"])
async def test_a_viewer_writes_nothing(staff: Staff, statement: str) -> None:
    async with staff.pool.acquire() as connection:
        with pytest.raises((asyncpg.InsufficientPrivilegeError, asyncpg.ReadOnlySQLTransactionError)):
            async with seen_by(staff.director, connection.fetch, role=ROLE) as fetch:
                await fetch(statement)

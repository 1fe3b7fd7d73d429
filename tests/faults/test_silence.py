"""A server that is reached and never answers: nobody waits for it for ever."""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Awaitable

import asyncpg
import pytest
import pytest_asyncio
from draining import connected
from run import Place

from chassis.database.pool import Pool, open_connection, open_pool
from chassis.events.bells import Bells
from chassis.events.sequencer import Sequencer

_STATEMENT_MS = 500
# After which a connection is asked whether somebody is there, before it is relied on.
_IDLE_SECONDS = 1.1
# What the pool waits for at most: an answer, and a moment for the word that the statement is given up.
_PATIENCE_SECONDS = 8.0
_MAKE_EVENT = """
insert into outbox (event_id, topic, key, version, type, subject, dataschema, payload)
values (gen_random_uuid(), 'bilim.faults.account.v1', 'a', 1, 'bilim.faults.Counted.v1', 'a', 'https://x', '')
"""


@pytest_asyncio.fixture
async def pool(place: Place, urls: tuple[str, str]) -> AsyncIterator[Pool]:
    """One connection through the wire."""
    wired = await open_pool(
        place.by_wire(urls[0]), application="faults", size=1, statement_timeout_ms=_STATEMENT_MS
    )
    yield wired
    place.wire.speak()
    wired.terminate()


async def test_who_asks_a_server_that_went_silent_is_told_so(
    place: Place, pool: Pool, urls: tuple[str, str]
) -> None:
    place.wire.silence()

    errors = await asyncio.gather(
        failing(pool.fetchval("select 1")),
        failing(in_transaction(pool)),
        failing(open_connection(place.by_wire(urls[0]), application="faults")),
    )

    assert all(seconds < 2 * _PATIENCE_SECONDS for seconds in errors), errors


async def test_a_pool_works_again_when_what_was_open_is_forgotten(place: Place, pool: Pool) -> None:
    await pool.fetchval("select 1")
    place.wire.forget()

    waited = await failing(pool.fetchval("select 1"))
    answered = await pool.fetchval("select 1")

    assert waited < _PATIENCE_SECONDS
    assert answered == 1


async def test_connections_that_lay_idle_are_replaced_when_one_was_forgotten(
    place: Place, urls: tuple[str, str]
) -> None:
    pool = await open_pool(
        place.by_wire(urls[0]), application="faults", size=4, statement_timeout_ms=_STATEMENT_MS
    )
    await asyncio.gather(*(pool.fetchval("select pg_sleep(0.1)") for _ in range(4)))
    place.wire.forget()

    waited = await failing(pool.fetchval("select 1"))
    answers = [await pool.fetchval("select 1") for _ in range(4)]

    pool.terminate()
    assert waited < _PATIENCE_SECONDS
    assert answers == [1, 1, 1, 1]


async def test_a_connection_that_was_forgotten_while_it_lay_idle_fails_nobody(
    place: Place, pool: Pool
) -> None:
    await pool.fetchval("select 1")
    await asyncio.sleep(_IDLE_SECONDS)
    place.wire.forget()

    started = time.monotonic()
    answered = await pool.fetchval("select 1")

    assert answered == 1
    assert time.monotonic() - started < _PATIENCE_SECONDS


async def test_who_goes_while_a_connection_is_asked_takes_it_from_nobody(place: Place, pool: Pool) -> None:
    await pool.fetchval("select 1")
    await asyncio.sleep(_IDLE_SECONDS)
    place.wire.forget()
    gone = asyncio.create_task(pool.fetchval("select 1"))
    await asyncio.sleep(0.1)

    gone.cancel()
    with pytest.raises(asyncio.CancelledError):
        await gone

    async with asyncio.timeout(_PATIENCE_SECONDS):
        assert await pool.fetchval("select 1") == 1


async def test_a_connection_that_was_answered_meanwhile_is_not_suspected(
    place: Place, urls: tuple[str, str]
) -> None:
    """A statement that is given up takes its time to end, as in a server that is busy; beside it all is well."""
    pool = await open_pool(
        place.by_wire(urls[0]), application="faults", size=2, statement_timeout_ms=_STATEMENT_MS
    )
    async with pool.acquire() as forgotten:
        place.wire.forget()
        waiting = asyncio.create_task(failing(forgotten.fetchval("select 1")))
        async with pool.acquire() as other:
            process = other.get_server_pid()
        # Until it has been asked in vain, and the second is over in which that might have been confirmed.
        for _ in range(25):
            await pool.fetchval("select 1")
            await asyncio.sleep(0.2)
        await waiting
    answered_by = await pool.fetchval("select pg_backend_pid()")

    pool.terminate()
    assert answered_by == process


async def test_what_a_forgotten_session_had_locked_is_let_go(
    place: Place, pool: Pool, urls: tuple[str, str]
) -> None:
    async with connected(urls[0]) as other:
        await other.execute("insert into account (key, number) values ('locked', 1)")

        await failing(forgotten_with_a_lock(pool, place))
        async with asyncio.timeout(_PATIENCE_SECONDS):
            await other.execute("update account set number = 2 where key = 'locked'")


async def test_a_sequencer_whose_connection_is_forgotten_goes_on_with_another(
    place: Place, urls: tuple[str, str]
) -> None:
    sequencer = asyncio.create_task(Sequencer(place.by_wire(urls[0]), Bells(), application="faults").run())
    async with connected(urls[0]) as owner:
        await moved(owner)
        place.wire.forget()

        await moved(owner)

    sequencer.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await sequencer


async def moved(owner: asyncpg.Connection) -> None:
    """An event is told, and gets its place."""
    await owner.execute(_MAKE_EVENT.replace("'a', 1", f"'{time.monotonic_ns()}', 1"))
    async with asyncio.timeout(30):
        while await owner.fetchval("select exists (select from outbox)"):  # noqa: ASYNC110 - the sequencer moves it
            await asyncio.sleep(0.05)


async def in_transaction(pool: Pool) -> None:
    async with pool.acquire() as connection, connection.transaction():
        await connection.fetchval("select 1")


async def forgotten_with_a_lock(pool: Pool, place: Place) -> None:
    async with pool.acquire() as connection, connection.transaction():
        await connection.execute("update account set number = 3 where key = 'locked'")
        place.wire.forget()
        await connection.fetchval("select 1")


async def failing(work: Awaitable[object]) -> float:
    """The seconds until it fails, as the network being away does."""
    started = time.monotonic()
    try:
        await work
    except (OSError, asyncpg.InterfaceError, asyncpg.PostgresConnectionError):
        return time.monotonic() - started
    raise AssertionError("It was answered.")

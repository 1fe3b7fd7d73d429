"""Who waits for an aggregate is woken by its events and by no other's."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from typing import Any
from uuid import uuid4

import asyncpg
import pytest_asyncio

from chassis.database.pool import Pool, open_connection
from chassis.events.sequencer import move_batch
from chassis.events.watchers import Watcher, Watchers, watched
from chassis.testing.counting import Counting


@pytest_asyncio.fixture
async def watchers(counting: Counting) -> AsyncIterator[Watchers]:
    """Watchers of the made-up service."""
    async with watched(counting.pool, counting.bells) as opened:
        yield opened


async def happens(counting: Counting, counter: object, times: int = 1) -> None:
    await counting.count(counter, times)  # type: ignore[arg-type]
    connection = await open_connection(counting.database.app_url, application="test")
    await move_batch(connection)
    await connection.close()
    counting.bells.ring_event_log()


async def is_called(watcher: Watcher) -> bool:
    async with asyncio.timeout(10):
        return await watcher.wait()


async def test_an_event_wakes_those_who_wait_for_its_key_and_nobody_else(
    counting: Counting, watchers: Watchers
) -> None:
    ours, theirs = uuid4(), uuid4()
    async with watchers.watching() as us, watchers.watching() as them:
        us.watch([str(ours)])
        them.watch([str(theirs)])

        await happens(counting, ours)
        waiting = asyncio.create_task(them.wait())
        assert await is_called(us)
        assert not waiting.done()

        await happens(counting, theirs)
        async with asyncio.timeout(10):
            assert await waiting


async def test_what_happens_while_one_looks_is_not_missed(counting: Counting, watchers: Watchers) -> None:
    counter = uuid4()
    async with watchers.watching() as watcher, watchers.watching() as other:
        watcher.watch([str(counter)])
        other.watch([str(counter)])
        await happens(counting, counter, times=3)

        assert await is_called(other)
        assert await is_called(watcher)


async def test_what_happened_before_somebody_came_wakes_nobody(
    counting: Counting, watchers: Watchers
) -> None:
    counter, marker = uuid4(), uuid4()
    await happens(counting, counter)

    async with watchers.watching() as watcher, watchers.watching() as witness:
        watcher.watch([str(counter)])
        witness.watch([str(marker)])
        waiting = asyncio.create_task(watcher.wait())
        await happens(counting, marker)
        assert await is_called(witness)

        assert not waiting.done()
        waiting.cancel()


async def test_a_key_is_new_once(watchers: Watchers) -> None:
    async with watchers.watching() as watcher:
        assert [watcher.watch(["a"]), watcher.watch(["a", "b"]), watcher.watch(["a", "b"])] == [
            True,
            True,
            False,
        ]


async def test_a_service_that_stops_lets_everybody_go(watchers: Watchers) -> None:
    async with watchers.watching() as watcher:
        watchers.close()

        assert not await is_called(watcher)
        async with watchers.watching() as late:
            assert not await is_called(late)


async def test_the_log_is_read_once_however_many_wait(counting: Counting, watchers: Watchers) -> None:
    counter = uuid4()
    async with AsyncExitStack() as stack:
        everybody = [await stack.enter_async_context(watchers.watching()) for _ in range(30)]
        for watcher in everybody:
            watcher.watch([str(counter)])
        read: list[str] = []
        connections = [await counting.pool.acquire() for _ in range(6)]
        for connection in connections:
            connection.add_query_logger(lambda record: read.append(record.query))
        for connection in connections:
            await counting.pool.release(connection)

        await happens(counting, counter)
        for watcher in everybody:
            assert await is_called(watcher)

    assert len([statement for statement in read if "from event_log " in statement]) == 1


class LosesOneRead:
    """A pool whose connection breaks in the first read of the log, as when a database restarts."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._lost = False

    async def fetchval(self, query: str, *values: object) -> Any:
        return await self._pool.fetchval(query, *values)

    async def fetch(self, query: str, *values: object) -> list[Any]:
        if not self._lost:
            self._lost = True
            raise asyncpg.ConnectionDoesNotExistError("connection was closed in the middle of operation")
        return list(await self._pool.fetch(query, *values))


async def test_when_the_database_was_away_everybody_looks_again(counting: Counting) -> None:
    pool: Any = LosesOneRead(counting.pool)
    async with watched(pool, counting.bells) as watchers, watchers.watching() as watcher:
        watcher.watch([str(uuid4())])

        counting.bells.ring_event_log()

        assert await is_called(watcher)

"""One owner, plain order, no gaps."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from uuid import uuid4

from chassis.database.pool import open_connection
from chassis.events import Sequencer
from chassis.events.sequencer import move_batch
from chassis.testing.counting import Counting


@asynccontextmanager
async def _running(*tasks: Coroutine[None, None, None]) -> AsyncIterator[None]:
    running = [asyncio.create_task(task) for task in tasks]
    try:
        yield
    finally:
        for task in running:
            task.cancel()
        for task in running:
            with contextlib.suppress(asyncio.CancelledError):
                await task


async def _logged(counting: Counting) -> list[tuple[int, str, int]]:
    rows = await counting.pool.fetch("select position, key, version from event_log order by position")
    return [tuple(row) for row in rows]


async def _until_logged(counting: Counting, number: int) -> None:
    async with asyncio.timeout(10):
        while await counting.pool.fetchval("select position from event_log_head") < number:
            rings = counting.bells.event_log.rings
            await counting.bells.event_log.wait(since=rings, seconds=0.05)


async def test_positions_have_no_gaps_although_transactions_overlap(counting: Counting) -> None:
    counters = [uuid4() for _ in range(4)]

    sequencers = [Sequencer(counting.database.app_url, counting.bells, application=f"s{n}") for n in range(3)]
    async with _running(*(one.run() for one in sequencers)):
        await asyncio.gather(*(counting.count(counter, 25) for counter in counters))
        await _until_logged(counting, 100)

    logged = await _logged(counting)
    assert [position for position, _, _ in logged] == list(range(1, 101))
    for counter in counters:
        assert [version for _, key, version in logged if key == str(counter)] == list(range(1, 26))


async def test_what_was_moved_is_no_longer_in_the_outbox(counting: Counting) -> None:
    await counting.count(uuid4(), 3)
    connection = await open_connection(counting.database.app_url, application="test")

    head = await move_batch(connection)

    assert head == 3
    assert await counting.pool.fetchval("select count(*) from outbox") == 0
    assert await move_batch(connection) is None
    await connection.close()


async def test_a_cut_between_move_and_commit_moves_nothing_twice(counting: Counting) -> None:
    await counting.count(uuid4(), 3)
    connection = await open_connection(counting.database.app_url, application="test")
    cut = connection.transaction()
    await cut.start()
    await move_batch(connection)
    connection.terminate()

    second = await open_connection(counting.database.app_url, application="test")
    async with asyncio.timeout(5):
        head = await move_batch(second)
    await second.close()

    assert head == 3
    assert [position for position, _, _ in await _logged(counting)] == [1, 2, 3]


async def test_the_log_goes_on_in_the_next_partition(counting: Counting, postgres_url: str) -> None:
    await counting.pool.execute("update event_log_head set position = 999998")
    await counting.pool.fetchval("select event_log_make_room(999998)")
    await counting.count(uuid4(), 4)
    connection = await open_connection(counting.database.app_url, application="test")

    head = await move_batch(connection)
    await connection.close()

    assert head == 1_000_002
    owner = await open_connection(counting.database.owner_url, application="test")
    assert await owner.fetchval("select count(*) from event_log_1") == 3
    await owner.close()

"""What changes without an event is told by its key, to whoever waits for it in any process of the service."""

import asyncio
from contextlib import suppress
from uuid import uuid4

from chassis.events.bells import ringing
from chassis.events.watchers import watched
from chassis.testing.counting import Counting

PATIENCE_SECONDS = 20


async def test_a_key_is_heard_in_another_process_and_in_ones_own(counting: Counting) -> None:
    url = counting.database.app_url
    here: list[str] = []
    there = asyncio.Event()
    async with ringing(url, application="worker") as worker, ringing(url, application="server") as server:
        worker.hearers.append(here.append)
        server.hearers.append(lambda key: there.set() if key == "7" else None)

        async with asyncio.timeout(PATIENCE_SECONDS):
            # A server that is still connecting misses what is told now: it is told again until it hears.
            while not there.is_set():
                worker.committed(["7"])
                with suppress(TimeoutError):
                    await asyncio.wait_for(there.wait(), 0.1)

    assert set(here) == {"7"}


async def test_who_waits_for_a_record_is_called_though_no_event_tells_of_it(counting: Counting) -> None:
    ours, theirs = str(uuid4()), str(uuid4())
    async with watched(counting.pool, counting.bells) as watchers, watchers.watching() as watcher:
        watcher.watch([ours])
        waiting = asyncio.create_task(watcher.wait())

        counting.bells.committed([theirs])
        await asyncio.sleep(0)
        assert not waiting.done()
        counting.bells.committed([ours])

        assert await asyncio.wait_for(waiting, PATIENCE_SECONDS)


async def test_who_is_not_called_looks_again_by_itself(counting: Counting) -> None:
    async with watched(counting.pool, counting.bells) as watchers, watchers.watching() as watcher:
        watcher.watch([str(uuid4())])

        assert await asyncio.wait_for(watcher.wait(0.01), PATIENCE_SECONDS)

"""From the commit at one service to the commit in another's inbox, one event at a time and then some a second."""

import asyncio
import contextlib
import statistics
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from uuid import UUID

import aiohttp
from benchmarks.events.stage import TOPIC, TYPE, registry

from chassis.database.pool import open_pool
from chassis.events.bells import ringing
from chassis.events.bus import Bus, Heard
from chassis.events.consumer import Consumer, Subscription
from chassis.work import Outgoing, Unit, UnitOfWork, Work
from chassis.work.outgoing import write_outbox

RATE = 50


class Watched:
    """A bus that notes when each event was applied and committed."""

    def __init__(self, bus: Bus) -> None:
        self._bus = bus
        self.applied_at: dict[UUID, float] = {}

    async def read(self, after: int, *, types: Sequence[str], log: UUID | None) -> Heard:
        heard = await self._bus.read(after, types=types, log=log)

        async def applied() -> None:
            now = time.perf_counter()
            self.applied_at |= {event.event_id: now for event in heard.events}
            await heard.applied()

        return replace(heard, applied=applied)


async def measure(teller: str, hearer: str, bus: Bus, *, seconds: float) -> list[float]:
    """The milliseconds of each event, sorted."""
    watched = Watched(bus)
    async with consuming(hearer, watched):
        await told(teller, seconds=2)
        committed_at = await told(teller, seconds=seconds)
        async with asyncio.timeout(30):
            while not committed_at.keys() <= watched.applied_at.keys():  # noqa: ASYNC110 - another task hears them
                await asyncio.sleep(0.01)
    return sorted((watched.applied_at[each] - when) * 1000 for each, when in committed_at.items())


@asynccontextmanager
async def consuming(hearer: str, bus: Bus) -> AsyncIterator[None]:
    """The hearer's consumer at work."""
    pool = await open_pool(hearer, application="bench consumer")
    work = UnitOfWork(pool, lambda connection: Unit(connection, _tells_nothing))
    subscription = Subscription("bench", {TYPE: _take})
    consumer = Consumer("hearer", bus=bus, subscription=subscription, work=work, registry=registry())
    task = asyncio.create_task(consumer.run())
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task
        await pool.close()


async def told(teller: str, *, seconds: float) -> dict[UUID, float]:
    """Tell events at a steady rate, each in a transaction of its own; when each was committed."""
    committed_at: dict[UUID, float] = {}
    pool = await open_pool(teller, application="bench teller")
    async with ringing(teller, application="bench teller") as bells:
        started = time.perf_counter()
        for number in range(int(RATE * seconds)):
            await asyncio.sleep(max(0.0, started + number / RATE - time.perf_counter()))
            event = Outgoing(TOPIC, f"key-{number % 100}", TYPE, "x", "https://bilim.example/x", b"x" * 200)
            async with pool.acquire() as connection, connection.transaction():
                await write_outbox(connection, [event], traceparent=None)
            committed_at[event.event_id] = time.perf_counter()
            bells.ring_outbox()
    await pool.close()
    return committed_at


def summary(milliseconds: Sequence[float]) -> str:
    """The middle and the edge."""
    hundredths = statistics.quantiles(milliseconds, n=100)
    return f"p50 {hundredths[49]:.0f} ms, p99 {hundredths[98]:.0f} ms, {len(milliseconds)} events"


def session() -> aiohttp.ClientSession:
    """For the feed."""
    return aiohttp.ClientSession()


async def no_token() -> str:
    """The feed of the benchmark lets everybody in."""
    return "none"


def _tells_nothing(event: object) -> Outgoing:
    raise AssertionError(f"the hearer told {event}")


async def _take(_message: object, _work: Work[Unit]) -> None:
    """To be in the inbox is enough."""

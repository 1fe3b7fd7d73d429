"""Follows the event log and writes it to Kafka: at least once, in order per key, by one owner."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from typing import Any, TypeVar

import asyncpg
from aiokafka.errors import KafkaError

from chassis.events.bells import Bells
from chassis.events.event import Event
from chassis.events.kafka.brokers import Brokers
from chassis.events.kafka.sending import Place, place_of, send_all, started
from chassis.events.kafka.tails import last_events, tails_of
from chassis.events.kafka.topics import SNAPSHOT
from chassis.events.ownership import BEAT_SECONDS, owned
from chassis.telemetry import get_logger

log = get_logger()

KAFKA_CURSOR = "kafka"
BATCH = 1000
_OWNER_LOCK = 7_246_403

_TAKE_OVER = """
insert into delivery_cursor (name, owner_epoch) values ($1, 1)
on conflict (name) do update set owner_epoch = delivery_cursor.owner_epoch + 1
returning position, owner_epoch
"""
_READ = """
select position, event_id, topic, key, version, type, subject, dataschema, traceparent, payload, created_at
from event_log where position > $1 order by position limit $2
"""
_ADVANCE = """
update delivery_cursor set position = $3, moved_at = clock_timestamp()
where name = $1 and owner_epoch = $2 and position <= $3 returning true
"""

Checkpoint = Callable[[str], Awaitable[None]]
"""Called by name between the steps, so that a fault test can stop the process exactly there."""


R = TypeVar("R")


class OwnershipLost(Exception):
    """Another publisher took over while this one was silent; it has to begin anew."""


@dataclass(slots=True)
class Turn:
    """What the owner knows: how far it has come, and the epoch under which it may say so."""

    position: int
    epoch: int
    tails: dict[Place, int] = field(default_factory=dict)
    """What lay on Kafka already when this ownership began."""


async def passing(_: str) -> None:
    """The checkpoint of every day: nothing happens."""


class Publisher:
    """Publishes one service's log; any number may run, one owns.

    The owner holds an advisory lock on the connection that also moves the cursor, and the cursor moves only under
    the owner's epoch: an owner that slept through its end can re-send what it held, and nothing more.
    """

    def __init__(
        self, url: str, bells: Bells, brokers: Brokers, *, service: str, checkpoint: Checkpoint = passing
    ) -> None:
        self._url = url
        self._bells = bells
        self._brokers = brokers
        self._service = service
        self._source = f"urn:bilim:{service}"
        self._at = checkpoint

    async def run(self) -> None:
        """Waits for ownership and publishes, until cancelled; any error means: stop, and read again from the cursor."""
        while True:
            try:
                await self.own()
            except (
                OSError,
                asyncpg.PostgresError,
                asyncpg.InterfaceError,
                KafkaError,
                OwnershipLost,
            ) as error:
                log.warning("publisher_starts_over", service=self._service, error=type(error).__name__)
                await asyncio.sleep(BEAT_SECONDS)

    async def own(self) -> None:
        """One ownership, from its lock to the first error."""
        async with self._owned() as connection:
            found = await connection.fetchrow(_TAKE_OVER, KAFKA_CURSOR)
            turn = Turn(found["position"], found["owner_epoch"])
            log.info("publisher_owns_log", service=self._service, epoch=turn.epoch)
            async with self._producers() as producers:
                turn.tails = await self._look_back(connection, turn.position, producers[0])
                await self._follow(connection, turn, *producers)

    async def _follow(self, connection: Any, turn: Turn, events: Any, snapshots: Any) -> None:
        while True:
            rings = self._bells.event_log.rings
            rows = await connection.fetch(_READ, turn.position, BATCH)
            if not rows:
                await self._bells.event_log.wait(since=rings, seconds=BEAT_SECONDS)
                continue
            await self._at("selected")
            sending = self._send([self._event(row) for row in rows], turn, events, snapshots)
            await _while_beating(connection, sending)
            await self._at("acknowledged")
            await self._advance(connection, turn, to=rows[-1]["position"])
            await self._at("advanced")

    async def _look_back(self, connection: Any, position: int, producer: Any) -> dict[Place, int]:
        """How far an owner before us may have come beyond the cursor."""
        batch = [self._event(row) for row in await connection.fetch(_READ, position, BATCH)]
        places = {await place_of(producer, event) for event in batch if SNAPSHOT not in event.topic}
        found = await _while_beating(connection, last_events(self._brokers, places))
        return await tails_of(found, connection=connection)

    async def _send(self, batch: list[Event], turn: Turn, events: Any, snapshots: Any) -> None:
        told = [event for event in batch if SNAPSHOT not in event.topic]
        await send_all(events, told, at=self._at, beyond=turn.tails)
        states = [event for event in batch if SNAPSHOT in event.topic]
        if states:
            async with snapshots.transaction():
                await send_all(snapshots, states, at=self._at)

    async def _advance(self, connection: Any, turn: Turn, *, to: int) -> None:
        if not await connection.fetchval(_ADVANCE, KAFKA_CURSOR, turn.epoch, to):
            raise OwnershipLost
        turn.position = to

    def _owned(self) -> AbstractAsyncContextManager[Any]:
        return owned(self._url, _OWNER_LOCK, application=f"{self._service} publisher")

    @contextlib.asynccontextmanager
    async def _producers(self) -> AsyncIterator[tuple[Any, Any]]:
        events = self._brokers.producer()
        snapshots = self._brokers.fenced_producer(f"bilim.{self._service}.snapshot")
        async with started(events), started(snapshots):
            # An empty transaction takes the id over: what an owner before us still holds can no longer be written.
            async with snapshots.transaction():
                pass
            yield events, snapshots

    def _event(self, row: asyncpg.Record) -> Event:
        return Event(
            position=row["position"],
            event_id=row["event_id"],
            topic=row["topic"],
            key=row["key"],
            version=row["version"],
            type=row["type"],
            subject=row["subject"],
            source=self._source,
            dataschema=row["dataschema"],
            traceparent=row["traceparent"],
            time=row["created_at"],
            payload=row["payload"],
        )


async def _while_beating(connection: Any, work: Coroutine[Any, Any, R]) -> R:
    """Do what may take long, and let PostgreSQL hear each second that the owner lives."""
    task = asyncio.create_task(work)
    try:
        while not (await asyncio.wait({task}, timeout=BEAT_SECONDS))[0]:
            await connection.execute("select 1")
        return await task
    finally:
        task.cancel()

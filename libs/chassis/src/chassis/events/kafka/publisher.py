"""Follows the event log and writes it to Kafka: at least once, in order per key, by one owner."""

from collections.abc import Sequence
from typing import Any, ClassVar

import asyncpg

from chassis.events.event import Event
from chassis.events.kafka.following import (
    BATCH,
    Follower,
    OwnershipLost,
    Turn,
    started_while_beating,
    while_beating,
)
from chassis.events.kafka.sending import Place, place_of, send_all
from chassis.events.kafka.tails import last_events, tails_of
from chassis.events.ownership import BEAT_SECONDS

__all__ = ["BATCH", "KAFKA_CURSOR", "OwnershipLost", "Publisher", "Turn"]

KAFKA_CURSOR = "kafka"

_READ = """
select position, event_id, topic, key, version, type, subject, dataschema, traceparent, payload, created_at
from event_log where position > $1 order by position limit $2
"""


class Publisher(Follower):
    """Publishes one service's events."""

    cursor: ClassVar[str] = KAFKA_CURSOR
    lock: ClassVar[int] = 7_246_403

    async def _follow(self, connection: Any, turn: Turn) -> None:
        producer = self._brokers.producer()
        async with started_while_beating(connection, producer):
            turn.tails = await self._look_back(connection, turn.position, producer)
            while True:
                await self._next(connection, turn, producer)

    async def _next(self, connection: Any, turn: Turn, producer: Any) -> None:
        rings = self._bells.event_log.rings
        rows = await connection.fetch(_READ, turn.position, BATCH)
        if not rows:
            await self._bells.event_log.wait(since=rings, seconds=BEAT_SECONDS)
            return
        await self._at("selected")
        await while_beating(connection, self._send([self._event(row) for row in rows], turn, producer))
        await self._at("acknowledged")
        await self._advance(connection, turn, to=rows[-1]["position"])
        await self._at("advanced")

    async def _look_back(self, connection: Any, position: int, producer: Any) -> dict[Place, int]:
        """How far an owner before us may have come beyond the cursor."""
        batch = [self._event(row) for row in await connection.fetch(_READ, position, BATCH)]
        places = await while_beating(connection, _places_of(batch, producer))
        found = await while_beating(connection, last_events(self._brokers, places))
        return await tails_of(found, connection=connection)

    async def _send(self, batch: list[Event], turn: Turn, producer: Any) -> None:
        await send_all(producer, batch, at=self._at, beyond=turn.tails)

    def _event(self, row: asyncpg.Record) -> Event:
        return Event(
            position=row["position"],
            event_id=row["event_id"],
            topic=row["topic"],
            key=row["key"],
            version=row["version"],
            type=row["type"],
            subject=row["subject"],
            source=f"urn:bilim:{self._service}",
            dataschema=row["dataschema"],
            traceparent=row["traceparent"],
            time=row["created_at"],
            payload=row["payload"],
        )


async def _places_of(events: Sequence[Event], producer: Any) -> set[Place]:
    """Where they lie; to know it may take as long as the brokers are away."""
    return {await place_of(producer, event) for event in events}

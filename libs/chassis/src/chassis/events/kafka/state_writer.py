"""Writes the present states of keys to their compacted topics, in the hand of one owner."""

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from chassis.events.checkpoint import Checkpoint, passing
from chassis.events.event import Event
from chassis.events.kafka.following import while_beating
from chassis.events.kafka.sending import send_all
from chassis.events.kafka.state_records import record_of
from chassis.events.registry import Registry
from chassis.events.snapshots import Snapshots

AT_ONCE = 200
"""States in one statement: a class brings its pupils, and a statement must end within a second or two."""

Keys = Mapping[str, Collection[UUID]]
"""By the topic of their events."""


class StateWriter:
    """Reads each key as it is now, on the connection that owns, and sends it under the id that fences."""

    def __init__(
        self,
        connection: Any,
        producer: Any,
        states: Snapshots,
        *,
        source: str,
        registry: Registry,
        checkpoint: Checkpoint,
    ) -> None:
        self._connection = connection
        self._producer = producer
        self._states = states
        self._source = source
        self._registry = registry
        self._at = checkpoint

    async def fence(self) -> None:
        """Takes the id over by an empty transaction: what an owner before us still holds can no longer be written."""
        await while_beating(self._connection, self._send([]))

    async def write(self, keys: Keys) -> None:
        """Returns when all states are acknowledged."""
        for snapshot in self._states.declared.values():
            of = list(keys.get(snapshot.topic, ()))
            for first in range(0, len(of), AT_ONCE):
                states = await self._states.of_keys(snapshot, of[first : first + AT_ONCE])
                await self._at("states-read")
                records = [record_of(each, source=self._source, registry=self._registry) for each in states]
                await while_beating(self._connection, self._send(records))

    async def _send(self, records: list[Event]) -> None:
        async with self._producer.transaction():
            await send_all(self._producer, records, at=passing)

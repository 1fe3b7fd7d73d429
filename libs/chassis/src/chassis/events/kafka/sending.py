"""Sends events to Kafka so that none can overtake another of its key, whatever fails."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from functools import lru_cache
from typing import Any

from aiokafka.partitioner import murmur2

from chassis.events.cloudevents import to_kafka
from chassis.events.event import Event

_KEYS_REMEMBERED = 65_536

Place = tuple[str, int]
NOTHING_YET: Mapping[Place, int] = {}


@asynccontextmanager
async def started(producer: Any) -> AsyncIterator[None]:
    """A producer that runs while the block lasts, and gives up what it holds when the block fails."""
    try:
        await producer.start()
        yield
    except BaseException:
        # A plain stop flushes: it would wait for a broker that is away, and write what is to be read again.
        if producer._sender.sender_task is not None:
            producer._sender.sender_task.cancel()
        raise
    finally:
        await producer.stop()


async def send_all(
    producer: Any,
    events: Sequence[Event],
    *,
    at: Callable[[str], Awaitable[None]],
    beyond: Mapping[Place, int] = NOTHING_YET,
) -> None:
    """Return when every event is acknowledged by all replicas in sync; raise when one is not.

    What is not `beyond` the position that its partition has reached lies there already, and is not sent.

    Partitions go in parallel. Within one, a batch is sent when the one before is acknowledged: with two on their
    way the second could arrive although the first has failed, and a key's events would change places.
    """
    places: dict[Place, list[Event]] = defaultdict(list)
    for event in events:
        place = await place_of(producer, event)
        if event.position > beyond.get(place, -1):
            places[place].append(event)
    await asyncio.gather(*(_send_in_order(producer, place, waiting) for place, waiting in places.items()))
    await at("sent")


async def place_of(producer: Any, event: Event) -> Place:
    """The topic and the partition of an event, by its key."""
    return event.topic, partition_of(event.key, len(await producer.partitions_for(event.topic)))


@lru_cache(maxsize=_KEYS_REMEMBERED)
def partition_of(key: str, partitions: int) -> int:
    """The same murmur2 as Java's client: an office that writes to a topic of its own reaches the same partitions."""
    partition: int = (murmur2(key.encode()) & 0x7FFFFFFF) % partitions
    return partition


async def _send_in_order(producer: Any, place: Place, waiting: Sequence[Event]) -> None:
    sent = 0
    while sent < len(waiting):
        batch = producer.create_batch()
        for event in waiting[sent:]:
            if not _append(batch, event):
                break
            sent += 1
        acknowledged = await producer.send_batch(batch, place[0], partition=place[1])
        await acknowledged


def _append(batch: Any, event: Event) -> bool:
    """Whether there was room: aiokafka gives None when a batch is full."""
    # An empty state is a tombstone: compaction then forgets the key.
    value = event.payload or None
    when = int(event.time.timestamp() * 1000)
    return (
        batch.append(key=event.key.encode(), value=value, timestamp=when, headers=to_kafka(event)) is not None
    )

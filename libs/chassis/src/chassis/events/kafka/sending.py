"""Sends events to Kafka so that none can overtake another of its key, whatever fails."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any

from aiokafka.partitioner import DefaultPartitioner

from chassis.events.cloudevents import to_kafka
from chassis.events.event import Event

# The same murmur2 as Java's client: an office that writes to a topic of its own reaches the same partitions.
_partition = DefaultPartitioner()

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
    partitions = sorted(await producer.partitions_for(event.topic))
    return event.topic, _partition(event.key.encode(), partitions, partitions)


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

"""How far each partition had come when an owner begins: what the one before had sent is not sent again.

A partition gets its events in the order of their positions, one batch after the other. So if an event lies there, all
earlier ones of that partition do. Only an event that is found in the log by position and id counts: after a restore of
the database positions mean something else, and everything is sent.
"""

from collections.abc import AsyncGenerator, AsyncIterator, Collection, Iterable, Mapping
from typing import Any
from uuid import UUID

from aiokafka import TopicPartition

from chassis.events.cloudevents import NotACloudEvent, from_kafka
from chassis.events.event import Event
from chassis.events.kafka.brokers import Brokers
from chassis.events.kafka.sending import Place
from chassis.events.kafka.topics import partitions_of

_IS_OURS = "select true from event_log where position = $1 and event_id = $2 and topic = $3"
# The last records of a partition, should the very last be a late re-send of a sleeper.
_LOOK_BACK = 20
_READ_MS = 1000


async def last_events(brokers: Brokers, places: Collection[Place]) -> list[tuple[Place, Event]]:
    """The last events on each of these partitions."""
    if not places:
        return []
    consumer = brokers.reader()
    try:
        await consumer.start()
        return await _last_events(consumer, [TopicPartition(*place) for place in places])
    finally:
        await consumer.stop()


async def keys_on(brokers: Brokers, topics: Collection[str]) -> AsyncGenerator[tuple[str, set[UUID]], None]:
    """The keys of all records that lie on these topics now, some at a time."""
    numbers = await partitions_of(brokers)
    partitions = [
        TopicPartition(topic, number) for topic in topics for number in range(numbers.get(topic, 0))
    ]
    consumer = brokers.reader()
    try:
        await consumer.start()
        firsts = await consumer.beginning_offsets(partitions)
        async for part, records in _records(consumer, firsts):
            yield part.topic, {UUID(record.key.decode()) for record in records}
    finally:
        await consumer.stop()


async def tails_of(found: Iterable[tuple[Place, Event]], *, connection: Any) -> dict[Place, int]:
    """The newest position of our log on each partition; without an entry where there is none."""
    tails: dict[Place, int] = {}
    for place, event in found:
        if event.position > tails.get(place, 0) and await _is_ours(connection, event):
            tails[place] = event.position
    return tails


async def _last_events(consumer: Any, partitions: list[TopicPartition]) -> list[tuple[Place, Event]]:
    firsts = await consumer.beginning_offsets(partitions)
    ends = await consumer.end_offsets(partitions)
    last = {each: max(firsts[each], ends[each] - _LOOK_BACK) for each in partitions}
    return [
        ((part.topic, part.partition), event)
        async for part, records in _records(consumer, last)
        for record in records
        if (event := _read(record))
    ]


async def _records(
    consumer: Any, firsts: Mapping[TopicPartition, int]
) -> AsyncIterator[tuple[TopicPartition, list[Any]]]:
    """What lies on partitions from these places to where they end now."""
    consumer.assign(list(firsts))
    ends = await consumer.end_offsets(list(firsts))
    for each, first in firsts.items():
        consumer.seek(each, first)
    while behind := [each for each in firsts if await consumer.position(each) < ends[each]]:
        for part, records in (await consumer.getmany(*behind, timeout_ms=_READ_MS)).items():
            yield part, records


def _read(record: Any) -> Event | None:
    try:
        return from_kafka(record.topic, record.headers, record.value or b"")
    except (NotACloudEvent, ValueError):
        return None


async def _is_ours(connection: Any, event: Event) -> bool:
    return bool(await connection.fetchval(_IS_OURS, event.position, event.event_id, event.topic))

"""How far each partition had come when an owner begins: what the one before had sent is not sent again.

A partition gets its events in the order of their positions, one batch after the other. So if an event lies there, all
earlier ones of that partition do. Only an event that is found in the log by position and id counts: after a restore of
the database positions mean something else, and everything is sent.
"""

from collections.abc import Collection, Iterable
from typing import Any

from aiokafka import TopicPartition

from chassis.events.cloudevents import NotACloudEvent, from_kafka
from chassis.events.event import Event
from chassis.events.kafka.brokers import Brokers
from chassis.events.kafka.sending import Place

_IS_OURS = "select true from event_log where position = $1 and event_id = $2 and topic = $3"
# The last records of a partition, should the very last be a late re-send of a sleeper.
_LOOK_BACK = 20
_READ_MS = 1000


async def last_events(brokers: Brokers, places: Collection[Place]) -> list[tuple[Place, Event]]:
    """The last events on each of these partitions."""
    if not places:
        return []
    consumer = brokers.reader()
    await consumer.start()
    try:
        return await _last_events(consumer, [TopicPartition(*place) for place in places])
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
    consumer.assign(partitions)
    firsts = await consumer.beginning_offsets(partitions)
    ends = await consumer.end_offsets(partitions)
    for each in partitions:
        consumer.seek(each, max(firsts[each], ends[each] - _LOOK_BACK))
    found: list[tuple[Place, Event]] = []
    while behind := [each for each in partitions if await consumer.position(each) < ends[each]]:
        for of in (await consumer.getmany(*behind, timeout_ms=_READ_MS)).values():
            found += [((record.topic, record.partition), event) for record in of if (event := _read(record))]
    return found


def _read(record: Any) -> Event | None:
    try:
        return from_kafka(record.topic, record.headers, record.value or b"")
    except (NotACloudEvent, ValueError):
        return None


async def _is_ours(connection: Any, event: Event) -> bool:
    return bool(await connection.fetchval(_IS_OURS, event.position, event.event_id, event.topic))

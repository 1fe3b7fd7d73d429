"""A consumer on a real Kafka: what was not applied is heard again, and what was applied is not."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from uuid import uuid4

import pytest
import pytest_asyncio
from aiokafka import TopicPartition
from aiokafka.admin import RecordsToDelete
from google.protobuf.message import Message
from google.protobuf.wrappers_pb2 import StringValue

from chassis.events.bus import FeedUnavailable, Heard
from chassis.events.checkpoint import passing
from chassis.events.cloudevents import Registry
from chassis.events.event import Event
from chassis.events.kafka import Brokers, KafkaBus
from chassis.events.kafka.sending import partition_of, send_all, started
from chassis.events.log import PositionGone
from chassis.events.ownership import tenure
from chassis.testing.databases import Database

from .conftest import Log

pytestmark = pytest.mark.kafka
TYPES = ["bilim.test.Happened.v1"]


@dataclass(frozen=True, slots=True)
class Happened:
    """The one event type of these tests."""

    topic: str
    name: str = TYPES[0]
    key: str = "value"
    message: type[Message] = StringValue
    places: tuple[str, ...] = ()
    is_countrywide: bool = False


def event(topic: str, number: int, *, type_: str = TYPES[0]) -> Event:
    key = f"key-{number % 3}"
    return Event(
        position=number,
        event_id=uuid4(),
        topic=topic,
        key=key,
        version=1,
        type=type_,
        subject=key,
        source="urn:bilim:test",
        dataschema="https://x/schemas/y",
        traceparent=None,
        time=datetime.now(UTC),
        payload=b"",
    )


@pytest_asyncio.fixture
async def bus(brokers: Brokers, topic: str) -> AsyncIterator[KafkaBus]:
    registry = Registry([Happened(topic)], public_url="https://x")
    made = KafkaBus(brokers, group=f"test-{uuid4()}", registry=registry)
    yield made
    await made.close()


async def publish(brokers: Brokers, events: list[Event]) -> None:
    producer = brokers.producer()
    async with started(producer):
        await send_all(producer, events, at=passing)


async def test_a_record_that_is_no_event_keeps_none_waiting(
    brokers: Brokers, bus: KafkaBus, topic: str
) -> None:
    producer = brokers.producer()
    async with started(producer):
        for partition in range(3):
            await producer.send_and_wait(topic, b"who wrote this?", partition=partition)
    await publish(brokers, [event(topic, 1)])

    (batch,) = [each for each in await listen(bus, count=1) if each.events]

    assert [each.position for each in batch.events] == [1]


async def listen(bus: KafkaBus, *, count: int) -> list[Heard]:
    """Batches until so many events were heard, each applied."""
    batches: list[Heard] = []
    while sum(len(batch.events) for batch in batches) < count:
        batches.append(await bus.read(7, types=TYPES, log=None))
        await batches[-1].applied()
    return batches


async def test_events_come_as_they_were_sent_and_leave_the_feeds_position_alone(
    bus: KafkaBus, brokers: Brokers, topic: str
) -> None:
    sent = [event(topic, number) for number in range(30)]
    await publish(brokers, sent)

    batches = await listen(bus, count=30)

    heard = [each for batch in batches for each in batch.events]
    assert sorted(each.position for each in heard) == list(range(30))
    assert {each.event_id for each in heard} == {each.event_id for each in sent}
    assert {batch.next for batch in batches} == {7}


async def test_a_batch_that_was_not_applied_is_heard_again(
    bus: KafkaBus, brokers: Brokers, topic: str
) -> None:
    await publish(brokers, [event(topic, 1)])
    first = await bus.read(0, types=TYPES, log=None)
    while not first.events:
        first = await bus.read(0, types=TYPES, log=None)

    again = await bus.read(0, types=TYPES, log=None)

    assert again.events == first.events


async def test_a_new_member_goes_on_after_what_was_applied(
    bus: KafkaBus, brokers: Brokers, topic: str
) -> None:
    await publish(brokers, [event(topic, 1)])
    await listen(bus, count=1)
    await bus.close()

    await publish(brokers, [event(topic, 2)])
    heard = await listen(bus, count=1)

    assert [each.position for batch in heard for each in batch.events] == [2]


async def test_one_process_reads_at_a_time_and_the_next_takes_over_at_once(
    brokers: Brokers, topic: str, database: Database
) -> None:
    registry = Registry([Happened(topic)], public_url="https://x")
    office = partial(tenure, database.app_url, application="test bus")
    group = f"test-{uuid4()}"
    first, second = (KafkaBus(brokers, group=group, registry=registry, office=office) for _ in range(2))
    await publish(brokers, [event(topic, 1)])
    await listen(first, count=1)

    waiting = asyncio.create_task(listen(second, count=1))
    await publish(brokers, [event(topic, 2)])
    heard_by_first = await listen(first, count=1)
    assert not waiting.done()
    await first.close()
    await publish(brokers, [event(topic, 3)])
    heard_by_second = await waiting
    await second.close()

    assert [each.position for batch in heard_by_first for each in batch.events] == [2]
    assert [each.position for batch in heard_by_second for each in batch.events] == [3]


async def test_who_has_lost_the_office_begins_anew(
    brokers: Brokers, topic: str, database: Database, log: Log
) -> None:
    registry = Registry([Happened(topic)], public_url="https://x")
    office = partial(tenure, database.app_url, application="test publisher")
    bus = KafkaBus(brokers, group=f"test-{uuid4()}", registry=registry, office=office)
    await publish(brokers, [event(topic, 1)])
    await listen(bus, count=1)
    before = bus._consumer

    await log.end_sessions_of_publishers()
    assert bus._holds is not None
    await bus._holds
    await publish(brokers, [event(topic, 2)])
    heard = await listen(bus, count=1)

    assert [each.position for batch in heard for each in batch.events] == [2]
    assert bus._consumer is not before
    await bus.close()


async def test_types_that_nobody_asked_for_are_passed_over(
    bus: KafkaBus, brokers: Brokers, topic: str
) -> None:
    await publish(brokers, [event(topic, 1, type_="bilim.test.Other.v1"), event(topic, 2)])

    heard = await listen(bus, count=1)

    assert [each.position for batch in heard for each in batch.events] == [2]


async def test_a_cluster_that_is_away_is_a_feed_that_is_away() -> None:
    registry = Registry([Happened("bilim.test.x.v1")], public_url="https://x")
    nowhere = KafkaBus(Brokers("127.0.0.1:9", client_id="test"), group="test", registry=registry)

    with pytest.raises(FeedUnavailable, match="KafkaConnectionError"):
        await nowhere.read(0, types=TYPES, log=None)


async def test_a_group_that_never_read_begins_with_the_states_and_does_so_until_it_has_them(
    brokers: Brokers, topic: str
) -> None:
    group, registry = f"test-{uuid4()}", Registry([Happened(topic)], public_url="https://x")
    await publish(brokers, [event(topic, 1)])
    new = KafkaBus(brokers, group=group, registry=registry, has_states=True)

    with pytest.raises(PositionGone):
        await new.read(0, types=TYPES, log=None)
    with pytest.raises(PositionGone) as gone:
        await new.read(0, types=TYPES, log=None)
    await gone.value.begun_again()
    heard = await listen(new, count=1)
    await new.close()
    known = KafkaBus(brokers, group=group, registry=registry, has_states=True)
    await publish(brokers, [event(topic, 2)])
    heard += await listen(known, count=1)
    await known.close()

    assert [each.position for batch in heard for each in batch.events] == [1, 2]


async def test_a_group_that_was_away_for_longer_than_events_are_kept_begins_with_the_states(
    brokers: Brokers, topic: str
) -> None:
    group, registry = f"test-{uuid4()}", Registry([Happened(topic)], public_url="https://x")
    await publish(brokers, [event(topic, 1)])
    before = KafkaBus(brokers, group=group, registry=registry)
    await listen(before, count=1)
    await before.close()

    await publish(brokers, [event(topic, 1), event(topic, 1)])
    admin = brokers.admin()
    await admin.start()
    place = TopicPartition(topic, partition_of("key-1", 3))
    await admin.delete_records({place: RecordsToDelete(before_offset=2)})
    await admin.close()

    away = KafkaBus(brokers, group=group, registry=registry, has_states=True)
    with pytest.raises(PositionGone):
        await away.read(0, types=TYPES, log=None)
    await away.close()

"""The log is written to a real Kafka: everything, in order, and again after any failure."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress

import pytest

from chassis.events.bells import Bells
from chassis.events.checkpoint import Checkpoint, passing
from chassis.events.kafka import Brokers, Publisher
from chassis.events.kafka.publisher import OwnershipLost
from chassis.testing.databases import Database

from .conftest import Log, read_raw

pytestmark = pytest.mark.kafka

NewPublisher = Callable[..., Publisher]


class Crash(Exception):
    """A process that ends in the middle."""


class CrashAt:
    """Ends the publisher the first time that it passes a point."""

    def __init__(self, point: str) -> None:
        self.point: str | None = point

    async def __call__(self, passed: str) -> None:
        if passed == self.point:
            self.point = None
            raise Crash(passed)


@pytest.fixture
def new_publisher(database: Database, brokers: Brokers) -> NewPublisher:
    def new(checkpoint: Checkpoint = passing) -> Publisher:
        return Publisher(database.app_url, Bells(), brokers, service="test", checkpoint=checkpoint)

    return new


@asynccontextmanager
async def running(publisher: Publisher) -> AsyncIterator[None]:
    task = asyncio.create_task(publisher.run())
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def test_every_event_arrives_and_those_of_a_key_in_order(
    new_publisher: NewPublisher, log: Log, brokers: Brokers, topic: str
) -> None:
    for number in range(300):
        await log.add(f"key-{number % 7}", b"%d" % number)

    async with running(new_publisher()):
        await log.published()

    records = await read_raw(brokers, topic)
    assert sorted(int(value or b"") for _, value in records) == list(range(300))
    for key in {key for key, _ in records}:
        of_key = [int(value or b"") for each, value in records if each == key]
        assert of_key == sorted(of_key)


@pytest.mark.parametrize("point", ["selected", "sent", "acknowledged"])
async def test_a_publisher_that_dies_between_two_steps_loses_nothing_and_sends_nothing_twice(
    point: str, new_publisher: NewPublisher, log: Log, brokers: Brokers, topic: str
) -> None:
    for number in range(20):
        await log.add("one", b"%d" % number)

    with pytest.raises(Crash):
        await new_publisher(CrashAt(point)).run()
    async with running(new_publisher()):
        await log.published()

    values = [int(value or b"") for _, value in await read_raw(brokers, topic)]
    assert values == list(range(20))


async def test_after_a_restore_of_the_database_what_lies_on_kafka_does_not_count(
    new_publisher: NewPublisher, log: Log, brokers: Brokers, topic: str
) -> None:
    for number in range(3):
        await log.add("one", b"before %d" % number)
    async with running(new_publisher()):
        await log.published()

    await log.connection.execute("delete from event_log")
    await log.connection.execute("update delivery_cursor set position = 0")
    log.position = 0
    await log.add("one", b"after")
    async with running(new_publisher()):
        await log.published()

    assert [value for _, value in await read_raw(brokers, topic)][-1] == b"after"


async def test_an_owner_whose_epoch_is_over_cannot_move_the_cursor(
    new_publisher: NewPublisher, log: Log, database: Database
) -> None:
    async def another_takes_over(passed: str) -> None:
        if passed == "acknowledged":
            await log.connection.execute("update delivery_cursor set owner_epoch = owner_epoch + 1")

    await log.add("one", b"1")

    with pytest.raises(OwnershipLost):
        await new_publisher(another_takes_over).own()

    assert await log.cursor() == 0


async def test_a_second_publisher_waits_and_takes_over_where_the_first_stopped(
    new_publisher: NewPublisher, log: Log, brokers: Brokers, topic: str
) -> None:
    async with running(new_publisher()):
        await log.add("one", b"1")
        await log.published()
        async with running(new_publisher()):
            await log.add("one", b"2")
            await log.published()

    async with running(new_publisher()):
        await log.add("one", b"3")
        await log.published()

    assert [value for _, value in await read_raw(brokers, topic)] == [b"1", b"2", b"3"]

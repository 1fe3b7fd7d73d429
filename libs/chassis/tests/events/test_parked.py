"""What was parked is seen by key, and drained in order when its cause is mended."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID, uuid4

from google.protobuf.wrappers_pb2 import Int64Value

from chassis.events.bus import Heard
from chassis.events.cloudevents import Event, from_json
from chassis.events.consumer import Consumer, Subscription
from chassis.events.parked import Replay, list_parked
from chassis.testing.counting import Counting, CountingUnit
from chassis.work import Work

LOG = uuid4()
TYPE = "bilim.test.Counted.v1"


def event(position: int, key: str, value: int) -> Event:
    return Event(
        position=position,
        event_id=UUID(int=position),
        topic="bilim.test.counter.v1",
        key=key,
        version=position,
        type=TYPE,
        subject=key,
        source="urn:bilim:test",
        dataschema="http://bilim.test/schemas/Counted",
        traceparent=None,
        time=datetime(2026, 9, 1, tzinfo=UTC),
        payload=Int64Value(value=value).SerializeToString(),
    )


class Handling:
    """What a service does with events, with a mistake in it that can be mended."""

    def __init__(self, *broken: int) -> None:
        self.broken = set(broken)
        self.heard: list[int] = []
        self.reached, self.may_go_on = asyncio.Event(), asyncio.Event()
        self.may_go_on.set()

    async def __call__(self, message: Int64Value, work: Work[CountingUnit]) -> None:
        self.reached.set()
        await self.may_go_on.wait()
        if message.value in self.broken:
            raise ValueError(message.value)
        async with work() as unit:
            unit.new_counter(uuid4()).count = message.value
        self.heard.append(message.value)

    def subscription(self) -> Subscription[CountingUnit]:
        return Subscription("test", {TYPE: self})


class Unread:
    """A bus that nobody reads: events are handed to the consumer."""

    async def read(self, _after: int, *, types: Sequence[str], log: UUID | None) -> Heard:
        raise AssertionError


async def hear(counting: Counting, handling: Handling, *events: Event) -> None:
    consumer = Consumer(
        "listener",
        bus=Unread(),
        subscription=handling.subscription(),
        work=counting.work,
        registry=counting.registry,
        retry_seconds=0,
    )
    await consumer.apply(list(events), upto=events[-1].position, log_id=LOG)


def replay(counting: Counting, handling: Handling) -> Replay[CountingUnit]:
    subscription = handling.subscription()
    return Replay("listener", subscription, work=counting.work, registry=counting.registry)


async def test_what_is_parked_is_listed_by_key_with_the_first_error(counting: Counting) -> None:
    await hear(counting, Handling(13), event(1, "a", 13), event(2, "b", 20), event(3, "a", 14))

    (row,) = await list_parked(counting.pool)

    assert (row.consumer, row.key, row.events) == ("listener<test", "a", 2)
    assert (row.type, row.error) == (TYPE, "ValueError: 13")


async def test_a_replay_drains_a_key_in_order_and_it_flows_again(counting: Counting) -> None:
    handling = Handling(13)
    await hear(counting, handling, event(1, "a", 13), event(2, "a", 14), event(3, "a", 15))
    handling.broken.clear()

    drained = await replay(counting, handling).drain()
    await hear(counting, handling, event(4, "a", 16))

    assert (drained.applied, drained.failed) == (3, {})
    assert handling.heard == [13, 14, 15, 16]
    assert await list_parked(counting.pool) == []


async def test_a_key_that_fails_again_stays_where_it_failed_and_others_are_drained(
    counting: Counting,
) -> None:
    handling = Handling(13, 23)
    await hear(counting, handling, event(1, "a", 13), event(2, "b", 23), event(3, "a", 14), event(4, "b", 24))
    handling.broken = {13}

    drained = await replay(counting, handling).drain()

    assert (drained.applied, drained.failed) == (2, {"a": "ValueError: 13"})
    assert handling.heard == [23, 24]
    (row,) = await list_parked(counting.pool)
    assert (row.key, row.events) == ("a", 2)
    assert await counting.pool.fetchval("select attempts from parked where position = 1") == 4


async def test_an_event_that_nobody_can_mend_is_given_up_for_ever_and_its_key_flows_again(
    counting: Counting,
) -> None:
    handling = Handling(13)
    await hear(counting, handling, event(1, "a", 13), event(2, "a", 14))

    given_up = await replay(counting, handling).skip("a")
    drained = await replay(counting, handling).drain(key="a")
    handling.broken.clear()
    await hear(counting, handling, event(1, "a", 13), event(3, "a", 15))

    assert given_up is not None
    assert given_up.event_id == UUID(int=1)
    assert (drained.applied, drained.failed) == (1, {})
    assert handling.heard == [14, 15]
    assert await list_parked(counting.pool) == []


async def test_an_event_whose_message_cannot_be_read_is_parked_with_its_bytes(counting: Counting) -> None:
    handling = Handling()
    broken = replace(event(1, "a", 13), payload=b"\xff")
    await hear(counting, handling, broken, event(2, "b", 20))

    drained = await replay(counting, handling).drain()

    assert handling.heard == [20]
    assert drained.failed.keys() == {"a"}
    kept = await counting.pool.fetchval("select event from parked")
    assert from_json(kept, counting.registry).payload == b"\xff"


async def test_where_nothing_is_parked_nothing_is_given_up(counting: Counting) -> None:
    assert await replay(counting, Handling()).skip("a") is None


async def test_only_the_named_key_is_replayed(counting: Counting) -> None:
    handling = Handling(13, 23)
    await hear(counting, handling, event(1, "a", 13), event(2, "b", 23))
    handling.broken.clear()

    await replay(counting, handling).drain(key="b")

    assert [row.key for row in await list_parked(counting.pool)] == ["a"]


async def test_an_event_that_was_applied_meanwhile_is_not_applied_again(counting: Counting) -> None:
    handling = Handling(13)
    await hear(counting, handling, event(1, "a", 13))
    await counting.pool.execute("insert into inbox values ('listener<test', $1)", UUID(int=1))
    handling.broken.clear()

    drained = await replay(counting, handling).drain()

    assert drained.applied == 1
    assert handling.heard == []


async def test_what_arrives_during_a_replay_waits_behind_what_is_parked(counting: Counting) -> None:
    handling = Handling(13)
    await hear(counting, handling, event(1, "a", 13))
    mended = Handling()
    mended.may_go_on.clear()

    draining = asyncio.create_task(replay(counting, mended).drain())
    await mended.reached.wait()
    await hear(counting, handling, event(2, "a", 14))
    mended.may_go_on.set()
    drained = await draining

    assert drained.applied == 2
    assert mended.heard == [13, 14]

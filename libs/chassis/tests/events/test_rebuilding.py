"""Who comes late, reads the states and goes on with events has what a listener from the start has."""

import asyncio
import contextlib
import random
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
import pytest_asyncio
from google.protobuf.api_pb2 import Method, Mixin

from chassis.events import Consumer, Subscription
from chassis.events.bus import Heard
from chassis.events.snapshots import Snapshots
from chassis.events.states import StatesHeard
from chassis.testing.counting import Counting
from chassis.testing.databases import administrator, with_database
from chassis.testing.heaping import ADDED, HEAPED, TOPIC, Heaps, heaps_on
from chassis.work import Outgoing, Unit, UnitOfWork, Work

COPY = """
create table copy (reader text, id text, stones int not null, primary key (reader, id));
grant all on copy to chassis_app
"""
COPY_ADD = (
    "insert into copy values ($1, $2, 1) on conflict (reader, id) do update set stones = copy.stones + 1"
)
COPY_SET = (
    "insert into copy values ($1, $2, $3) on conflict (reader, id) do update set stones = excluded.stones"
)


@dataclass(frozen=True, slots=True)
class FromLog:
    """A bus and states without a network; `between` is what happens while states are read."""

    owner: Heaps
    between: Any = None
    limit: int = 3

    async def read(self, after: int, *, types: Sequence[str], log: UUID | None) -> Heard:
        """See Bus.read."""
        rings = self.owner.counting.bells.event_log.rings
        page = await self.owner.log.read(after, topics=[TOPIC], types=types, log=log, limit=5)
        if not page.events:
            await self.owner.counting.bells.event_log.wait(since=rings, seconds=0.2)
        return Heard(page.events, page.next, page.log)

    async def states(self) -> AsyncIterator[StatesHeard]:
        """See OwnersStates.read."""
        snapshots = Snapshots(
            self.owner.counting.pool, [self.owner.snapshot], service="test", registry=self.owner.registry
        )
        after = None
        while True:
            page = await snapshots.page("heaps", after=after, limit=self.limit)
            if self.between is not None:
                await self.between()
            yield StatesHeard(page.events, page.position, page.log)
            if page.next is None:
                return
            after = page.next


@dataclass(frozen=True, slots=True)
class StatesOf:
    """The states of a bus."""

    bus: FromLog

    async def topics(self) -> list[str]:
        """See OwnersStates.topics."""
        return [TOPIC]

    def read(self, _topic: str) -> AsyncIterator[StatesHeard]:
        """See OwnersStates.read."""
        return self.bus.states()


@pytest_asyncio.fixture
async def owner(counting: Counting, postgres_url: str) -> AsyncIterator[Heaps]:
    """No heaps yet."""
    async with administrator(with_database(postgres_url, counting.database.name)) as connection:
        for statement in COPY.split(";"):
            await connection.execute(statement)
    async with heaps_on(counting, postgres_url) as heaps:
        yield heaps


def reader(name: str, owner: Heaps, *, between: Any = None, poison: str | None = None) -> Consumer[Unit]:
    """A consumer that keeps copies of heaps."""

    async def on_added(message: Mixin, work: Work[Unit]) -> None:
        async with work() as unit:
            await unit.connection.execute(COPY_ADD, name, message.name)

    async def on_heaped(message: Method, work: Work[Unit]) -> None:
        if message.request_type_url == poison:
            raise ValueError(message.name)
        async with work() as unit:
            await unit.connection.execute(COPY_SET, name, message.name, int(message.request_type_url))

    bus = FromLog(owner, between)
    return Consumer(
        name,
        bus=bus,
        subscription=Subscription("test", {ADDED: on_added, HEAPED: on_heaped}),
        work=UnitOfWork(owner.counting.pool, lambda connection: Unit(connection, _nothing_is_told)),
        registry=owner.registry,
        states=StatesOf(bus),
    )


def _nothing_is_told(event: Any) -> Outgoing:
    raise AssertionError(event)


async def copies(owner: Heaps, name: str) -> dict[str, int]:
    rows = await owner.counting.pool.fetch("select id, stones from copy where reader = $1", name)
    return {row["id"]: row["stones"] for row in rows}


async def follow(owner: Heaps, *readers: tuple[str, Consumer[Unit]]) -> None:
    """Lets consumers run until they are level with the log."""
    tasks = [asyncio.create_task(consumer.run()) for _, consumer in readers]
    names = [f"{name}<test" for name, _ in readers]
    async with asyncio.timeout(30):
        while True:
            level = await owner.counting.pool.fetchval(
                "select count(*) from delivery_cursor, event_log_head where name = any($1) "
                "and delivery_cursor.position = event_log_head.position",
                names,
            )
            if level == len(names):
                break
            await asyncio.wait(tasks, timeout=0.02)
    for task in tasks:
        task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await asyncio.gather(*tasks)


@pytest.mark.parametrize("seed", range(3))
async def test_a_late_joiner_has_what_a_listener_from_the_start_has_while_writes_go_on(
    owner: Heaps, seed: int
) -> None:
    chance = random.Random(seed)
    for _ in range(40):
        await owner.add(chance.choice(owner.keys[:8]))
    await owner.move()
    await follow(owner, ("early", reader("early", owner)))
    await owner.rewrite("delete from event_log where position < 30")

    async def writes_go_on() -> None:
        for _ in range(6):
            await owner.add(chance.choice(owner.keys))
        if chance.random() < 0.5:
            await owner.move()

    late = reader("late", owner, between=writes_go_on)
    await asyncio.gather(follow(owner, ("late", late), ("early", reader("early", owner))), writes_go_on())
    await writes_go_on()
    await owner.move()
    await follow(owner, ("late", late), ("early", reader("early", owner)))

    assert await copies(owner, "late") == await owner.stones()
    assert await copies(owner, "late") == await copies(owner, "early")


async def test_another_log_is_followed_from_its_states(owner: Heaps) -> None:
    heap = owner.keys[0]
    await owner.add(heap)
    await owner.add(heap)
    await owner.move()
    consumer = reader("reader", owner)
    await follow(owner, ("reader", consumer))

    await owner.rewrite("update heap set stones = 1")
    await owner.rewrite("update stream_head set version = 1")
    await owner.rewrite("delete from event_log where position = 2")
    await owner.rewrite("update event_log_head set log = gen_random_uuid(), position = 1")
    await follow(owner, ("reader", consumer))
    await owner.add(heap)
    await owner.move()
    await follow(owner, ("reader", consumer))

    assert await copies(owner, "reader") == {str(heap): 2}


async def test_a_state_that_cannot_be_applied_is_parked_and_the_others_flow(owner: Heaps) -> None:
    good, bad = sorted(owner.keys[:2])
    for heap in (good, bad):
        await owner.add(heap)
    await owner.move()
    await owner.rewrite("update heap set stones = 666 where id = $1", bad)
    await owner.rewrite("delete from event_log where position = 1")
    consumer = reader("reader", owner, poison="666")

    await follow(owner, ("reader", consumer))

    assert await copies(owner, "reader") == {str(good): 1}
    (parked,) = await owner.counting.pool.fetch("select key, position from parked where resolved_at is null")
    assert parked["key"] == str(bad)
    assert parked["position"] < 0


async def test_the_latest_state_of_a_key_is_told_and_a_key_that_is_no_more_has_none(owner: Heaps) -> None:
    await owner.add(owner.keys[0])
    snapshots = Snapshots(owner.counting.pool, [owner.snapshot], service="test", registry=owner.registry)

    (state,) = await snapshots.latest(TOPIC, str(owner.keys[0])) or []

    assert (state.version, state.key) == (1, str(owner.keys[0]))
    assert await snapshots.latest(TOPIC, str(owner.keys[1])) == []
    assert await snapshots.latest("bilim.test.other.v1", str(owner.keys[1])) is None


async def test_an_event_that_a_state_held_already_counts_as_heard(owner: Heaps) -> None:
    heap = owner.keys[0]
    for _ in range(2):
        await owner.add(heap)
    await owner.move()
    await owner.rewrite("delete from event_log where position = 1")
    consumer = reader("reader", owner)
    await follow(owner, ("reader", consumer))
    page = await owner.log.read(1, topics=[TOPIC])

    await consumer.apply(page.events, upto=page.next, log_id=page.log)

    assert await copies(owner, "reader") == {str(heap): 2}
    heard = await owner.counting.pool.fetch("select event_id from inbox where consumer = 'reader<test'")
    assert {row["event_id"] for row in heard} == {event.event_id for event in page.events}

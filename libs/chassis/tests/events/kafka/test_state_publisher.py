"""Compacted topics on a real Kafka: the present state of every key, and never an older one last."""

import asyncio
import gc
import random
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from uuid import uuid4

import pytest
import pytest_asyncio
from aiokafka.errors import ProducerFenced
from asyncpg import InterfaceError

from chassis.events.checkpoint import Checkpoint, passing
from chassis.events.kafka import Brokers, Publisher, StatePublisher, ensure_topics
from chassis.testing.counting import Counting
from chassis.testing.heaping import Heaps, heaps_on
from contracts.events.v1 import State

from .conftest import Channel
from .late_joiner import LateJoiner, states_on

pytestmark = pytest.mark.kafka

NewPublisher = Callable[..., StatePublisher]
_FILLED = """
select (select position from delivery_cursor where name = 'kafka-states') = (select position from event_log_head)
   and coalesce((select bool_and(is_complete) from states_filled), false)
"""
_UNPUBLISHED = """
select head.position - cursor.position from event_log_head as head, delivery_cursor as cursor where name = 'kafka'
"""
_MANY = "insert into heap select gen_random_uuid(), number from generate_series(1, 450) as number"


class Crash(Exception):
    """A process that ends in the middle."""


@pytest_asyncio.fixture
async def heaps(brokers: Brokers, counting: Counting, postgres_url: str) -> AsyncIterator[Heaps]:
    """No heaps yet; their two topics are there."""
    name = f"bilim.test.{uuid4().hex[:8]}"
    await ensure_topics(brokers, [Channel(f"{name}.v1", states=f"{name}.snapshot.v1")], replicas=1)
    async with heaps_on(counting, postgres_url, topic=f"{name}.v1", state=State) as made:
        yield made


@pytest.fixture
def new_publisher(heaps: Heaps, brokers: Brokers) -> NewPublisher:
    def new(checkpoint: Checkpoint = passing) -> StatePublisher:
        return StatePublisher(
            heaps.counting.database.app_url,
            heaps.counting.bells,
            brokers,
            service="test",
            declared=[heaps.snapshot],
            registry=heaps.registry,
            checkpoint=checkpoint,
        )

    return new


@asynccontextmanager
async def running(*publishers: StatePublisher | Publisher) -> AsyncIterator[None]:
    tasks = [asyncio.create_task(publisher.run()) for publisher in publishers]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task


async def published(heaps: Heaps) -> None:
    """Everything has its place, and its state lies on the topic."""
    await heaps.move()
    async with asyncio.timeout(30):
        while not await heaps.counting.pool.fetchval(_FILLED):  # noqa: ASYNC110 - another task moves it
            await asyncio.sleep(0.02)


async def test_a_changed_key_lies_on_the_topic_as_it_is_now_with_the_version_of_its_last_event(
    heaps: Heaps, new_publisher: NewPublisher, brokers: Brokers
) -> None:
    heap, other = heaps.keys[:2]
    await heaps.add(other)
    async with running(new_publisher()):
        await published(heaps)
        for _ in range(3):
            await heaps.add(heap)
        await published(heaps)

    states = await states_on(brokers, heaps)
    assert states.stones == {str(heap): 3, str(other): 1}
    assert states.versions == {str(heap): 3, str(other): 1}
    last = states.records[-1] if states.records[-1].key == str(heap) else states.records[0]
    assert (last.type, last.source) == ("bilim.events.State.v1", "urn:bilim:test")
    assert last.dataschema == "http://bilim.test/schemas/bilim.events.State/v1.binpb"
    assert sum(record.key == str(heap) for record in states.records) == 1, "a batch sends a key once"


async def test_what_is_no_more_and_what_must_be_forgotten_is_a_record_without_a_value(
    heaps: Heaps, new_publisher: NewPublisher, brokers: Brokers
) -> None:
    removed, forgotten, kept = heaps.keys[:3]
    for heap in (removed, forgotten, kept):
        await heaps.add(heap)
    async with running(new_publisher()):
        await published(heaps)
        await heaps.remove(removed)
        await heaps.forget(forgotten)
        await published(heaps)

    states = await states_on(brokers, heaps)
    assert states.stones == {str(kept): 1}
    assert states.versions == {str(removed): 2, str(forgotten): 2, str(kept): 1}


async def test_what_was_there_before_is_sent_at_the_first_start_and_a_stopped_start_goes_on(
    heaps: Heaps, new_publisher: NewPublisher, brokers: Brokers
) -> None:
    pages = 0

    async def crash_after_the_first_page(passed: str) -> None:
        nonlocal pages
        pages += passed == "states-advanced"
        if pages == 1:
            raise Crash

    await heaps.counting.pool.execute(_MANY)
    with pytest.raises(Crash):
        await new_publisher(crash_after_the_first_page).run()
    async with running(new_publisher()):
        await published(heaps)

    states = await states_on(brokers, heaps)
    assert states.stones == await heaps.stones()
    assert len(states.records) == 450


async def test_after_a_restore_everything_is_sent_anew_and_what_is_no_more_is_taken_away(
    heaps: Heaps, new_publisher: NewPublisher, brokers: Brokers
) -> None:
    lost, kept = heaps.keys[:2]
    for heap in (lost, kept, kept):
        await heaps.add(heap)
    async with running(new_publisher()):
        await published(heaps)

    await heaps.rewrite("delete from heap where id = $1", lost)
    await heaps.rewrite("update heap set stones = 1")
    await heaps.rewrite("update event_log_head set log = gen_random_uuid()")
    async with running(new_publisher()):
        await known_log(heaps)
        await published(heaps)

    assert (await states_on(brokers, heaps)).stones == {str(kept): 1}


async def known_log(heaps: Heaps) -> None:
    """The topics belong to the log of now."""
    known = (
        "select cursor.log = head.log from delivery_cursor as cursor, event_log_head as head where name = $1"
    )
    async with asyncio.timeout(30):
        while not await heaps.counting.pool.fetchval(known, "kafka-states"):  # noqa: ASYNC110 - as above
            await asyncio.sleep(0.02)


async def test_a_woken_owner_cannot_write_an_old_state_over_a_new_one(
    heaps: Heaps, new_publisher: NewPublisher, brokers: Brokers
) -> None:
    heap = heaps.keys[0]
    asleep, woken = asyncio.Event(), asyncio.Event()

    async def sleep_with_a_state_in_hand(passed: str) -> None:
        if passed == "states-read":
            asleep.set()
            await woken.wait()

    await heaps.add(heap)
    await heaps.move()
    sleeper = asyncio.create_task(new_publisher(sleep_with_a_state_in_hand).own())
    await asleep.wait()
    await end_sessions_of_publishers(heaps)

    async with running(new_publisher()):
        await heaps.add(heap)
        await published(heaps)
        woken.set()
        with pytest.raises((ProducerFenced, InterfaceError)):
            await sleeper
    # aiokafka keeps its refusal in a future that nobody asks. Python 3.11 reports it when it is collected, and fails
    # when that happens inside ast.parse: so it is collected here.
    del sleeper
    gc.collect()

    assert (await states_on(brokers, heaps)).stones == {str(heap): 2}


async def end_sessions_of_publishers(heaps: Heaps) -> None:
    """What PostgreSQL does to an owner that is silent for five seconds."""
    await heaps.counting.pool.execute(
        "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'test publisher' "
        "and datname = current_database()"
    )


@pytest.mark.parametrize("seed", range(2))
async def test_a_late_joiner_has_what_a_listener_from_the_start_has_while_writes_go_on(
    heaps: Heaps, new_publisher: NewPublisher, brokers: Brokers, seed: int
) -> None:
    chance = random.Random(seed)
    early = LateJoiner(brokers, heaps)
    is_written = asyncio.Event()

    async def write(times: int) -> None:
        for _ in range(times):
            await chance.choice([heaps.add, heaps.add, heaps.add, heaps.remove])(chance.choice(heaps.keys))
            await heaps.move()

    async def write_on() -> None:
        await write(60)
        await published(heaps)
        is_written.set()

    events = Publisher(heaps.counting.database.app_url, heaps.counting.bells, brokers, service="test")
    async with running(new_publisher(), events):
        await write(60)
        await published(heaps)
        await early.follow(until=await early.ends())
        await forget_events(brokers, heaps)
        writing = asyncio.create_task(write_on())
        late = LateJoiner(brokers, heaps)
        await late.read_states()
        await late.follow(until=await late.ends())
        await asyncio.gather(writing, is_written.wait())
        await drained(heaps)
        for joiner in (early, late):
            await joiner.follow(until=await joiner.ends())

    assert late.stones == await heaps.stones()
    assert early.stones == late.stones


async def forget_events(brokers: Brokers, heaps: Heaps) -> None:
    """As retention does: what was published so far is no longer kept."""
    joiner = LateJoiner(brokers, heaps)
    admin = brokers.admin()
    await admin.start()
    await admin.delete_records(joiner.to_delete(await joiner.ends()))
    await admin.close()


async def drained(heaps: Heaps) -> None:
    """The publisher of events has sent everything."""
    async with asyncio.timeout(30):
        while await heaps.counting.pool.fetchval(_UNPUBLISHED):  # noqa: ASYNC110 - as above
            await asyncio.sleep(0.02)

"""Each event is applied once, in order per key; what cannot be applied is parked with all that follows it."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest
import pytest_asyncio
from google.protobuf.wrappers_pb2 import Int64Value
from opentelemetry.sdk.trace import ReadableSpan
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from chassis.database.pool import open_pool
from chassis.events.bus import Heard
from chassis.events.cloudevents import Event
from chassis.events.consumer import Consumer, Subscription
from chassis.telemetry import spans
from chassis.testing.counting import Counting, CountingUnit, publish
from chassis.work import UnitOfWork, Work

LOG = uuid4()


def _event(position: int, key: str, value: int) -> Event:
    return Event(
        position=position,
        event_id=UUID(int=position),
        topic="bilim.test.counter.v1",
        key=key,
        version=position,
        type="bilim.test.Counted.v1",
        subject=key,
        source="urn:bilim:test",
        dataschema="http://bilim.test/schemas/Counted",
        traceparent=None,
        time=datetime(2026, 9, 1, tzinfo=UTC),
        payload=Int64Value(value=value).SerializeToString(),
    )


class Silent:
    """A bus that nobody reads in these tests: batches are handed to the consumer."""

    def __init__(self) -> None:
        self.asked = asyncio.Event()

    async def read(self, _after: int, *, types: Sequence[str], log: UUID | None) -> Heard:
        self.asked.set()
        await asyncio.Event().wait()
        raise AssertionError


def _consumer(
    counting: Counting,
    poison: frozenset[int] = frozenset(),
    unreachable: frozenset[int] = frozenset(),
    patience_seconds: float = 60,
) -> Consumer[CountingUnit]:
    async def on_counted(message: Int64Value, work: Work[CountingUnit]) -> None:
        if message.value in poison:
            raise ValueError(message.value)
        if message.value in unreachable:
            raise ConnectionResetError
        async with work() as unit:
            unit.new_counter(uuid4()).count = message.value

    subscription = Subscription("test", {"bilim.test.Counted.v1": on_counted})
    return Consumer(
        "listener",
        bus=Silent(),
        subscription=subscription,
        work=counting.work,
        registry=counting.registry,
        retry_seconds=0,
        patience_seconds=patience_seconds,
    )


async def _started(consumer: Consumer[CountingUnit]) -> None:
    """Lets the consumer find its position, up to its first look at the bus."""
    following = asyncio.create_task(consumer.follow())
    assert isinstance(consumer._bus, Silent)
    await consumer._bus.asked.wait()
    following.cancel()


async def _applied(counting: Counting) -> list[int]:
    return [row["count"] for row in await counting.pool.fetch("select count from counter order by id")]


async def _position(counting: Counting) -> int:
    position: int = await counting.pool.fetchval(
        "select position from delivery_cursor where name = 'listener<test'"
    )
    return position


async def test_events_are_applied_in_order_and_the_position_is_kept(counting: Counting) -> None:
    consumer = _consumer(counting)
    await _started(consumer)

    await consumer.apply([_event(1, "a", 10), _event(2, "b", 20)], upto=5, log_id=LOG)

    assert sorted(await _applied(counting)) == [10, 20]
    assert await _position(counting) == 5


async def test_an_event_that_is_heard_twice_is_applied_once(counting: Counting) -> None:
    consumer = _consumer(counting)
    await _started(consumer)

    await consumer.apply([_event(1, "a", 10)], upto=1, log_id=LOG)
    await consumer.apply([_event(1, "a", 10), _event(2, "a", 11)], upto=2, log_id=LOG)

    assert sorted(await _applied(counting)) == [10, 11]


async def test_an_event_that_comes_twice_in_one_batch_is_applied_once(counting: Counting) -> None:
    consumer = _consumer(counting)
    await _started(consumer)

    await consumer.apply([_event(1, "a", 10), _event(2, "a", 11), _event(1, "a", 10)], upto=2, log_id=LOG)

    assert sorted(await _applied(counting)) == [10, 11]


async def test_an_event_that_fails_is_parked_with_all_later_ones_of_its_key_and_others_flow(
    counting: Counting,
) -> None:
    consumer = _consumer(counting, poison=frozenset({13}))
    await _started(consumer)

    await consumer.apply([_event(1, "a", 13), _event(2, "b", 20), _event(3, "a", 14)], upto=3, log_id=LOG)
    await consumer.apply([_event(4, "a", 15), _event(5, "b", 21)], upto=5, log_id=LOG)

    parked = await counting.pool.fetch("select key, position, attempts, error from parked order by position")
    assert sorted(await _applied(counting)) == [20, 21]
    assert [(row["key"], row["position"], row["attempts"]) for row in parked] == [
        ("a", 1, 3),
        ("a", 3, 0),
        ("a", 4, 0),
    ]
    assert parked[0]["error"] == "ValueError: 13"
    assert await _position(counting) == 5


async def test_a_database_or_network_that_is_away_parks_nothing(counting: Counting) -> None:
    consumer = _consumer(counting, unreachable=frozenset({13}))
    await _started(consumer)

    with pytest.raises(ConnectionResetError):
        await consumer.apply([_event(1, "a", 13)], upto=1, log_id=LOG)

    assert await counting.pool.fetchval("select count(*) from parked") == 0
    assert await _position(counting) == 0


@pytest_asyncio.fixture
async def hasty(counting: Counting) -> AsyncIterator[Counting]:
    """The same service, whose statements are given up after a tenth of a second."""
    pool = await open_pool(counting.database.app_url, application="hasty", statement_timeout_ms=100)
    yield replace(counting, pool=pool, work=UnitOfWork(pool, lambda unit: CountingUnit(unit, publish)))
    await pool.close()


@asynccontextmanager
async def sleeper_over(event_id: UUID, counting: Counting) -> AsyncIterator[None]:
    """Somebody who has taken an event and sleeps before the end of the transaction."""
    async with counting.pool.acquire() as connection, connection.transaction():
        await connection.execute("insert into inbox values ('listener<test', $1)", event_id)
        yield
        await connection.execute("delete from inbox")


async def until_it_waits(counting: Counting, *, yes: bool) -> None:
    waits = "select exists (select from pg_stat_activity where application_name = 'hasty' and wait_event_type = 'Lock')"
    async with asyncio.timeout(10):
        while await counting.pool.fetchval(waits) != yes:  # noqa: ASYNC110 - PostgreSQL does not tell
            await asyncio.sleep(0.002)


async def test_what_another_holds_is_waited_for_and_not_parked(counting: Counting, hasty: Counting) -> None:
    consumer = _consumer(hasty)
    await _started(consumer)

    async with sleeper_over(UUID(int=1), counting):
        applying = asyncio.create_task(consumer.apply([_event(1, "a", 10)], upto=1, log_id=LOG))
        for _ in range(2):
            await until_it_waits(counting, yes=True)
            await until_it_waits(counting, yes=False)
    await applying

    assert await counting.pool.fetchval("select count(*) from parked") == 0
    assert await _applied(counting) == [10]


async def test_what_is_held_for_too_long_is_parked_in_the_end(counting: Counting, hasty: Counting) -> None:
    consumer = _consumer(hasty, patience_seconds=0)
    await _started(consumer)

    async with sleeper_over(UUID(int=1), counting):
        await consumer.apply([_event(1, "a", 10)], upto=1, log_id=LOG)

    assert "QueryCanceledError" in await counting.pool.fetchval("select error from parked")


async def test_one_event_in_many_that_fails_costs_few_transactions(counting: Counting) -> None:
    consumer = _consumer(counting, poison=frozenset({13}))
    await _started(consumer)
    before = await counting.pool.fetchval("select txid_current()")

    await consumer.apply([_event(n, f"k{n}", n) for n in range(1, 257)], upto=256, log_id=LOG)

    transactions = await counting.pool.fetchval("select txid_current()") - before
    assert len(await _applied(counting)) == 255
    assert transactions < 40


async def test_a_failed_batch_leaves_nothing_of_itself_behind_before_it_is_taken_singly(
    counting: Counting,
) -> None:
    consumer = _consumer(counting, poison=frozenset({13}))
    await _started(consumer)

    await consumer.apply([_event(1, "a", 10), _event(2, "b", 13)], upto=2, log_id=LOG)

    assert await _applied(counting) == [10]
    assert await counting.pool.fetchval("select count(*) from inbox") == 1


@pytest.fixture
def exported() -> Iterator[Callable[[], Sequence[ReadableSpan]]]:
    """Spans are kept for the test, and switched off after it."""
    exporter = InMemorySpanExporter()
    provider = spans.export_spans(exporter, service="listener")

    def finished() -> Sequence[ReadableSpan]:
        provider.force_flush()
        return exporter.get_finished_spans()

    yield finished
    provider.shutdown()
    spans._tracer = None


async def test_one_trace_runs_through_the_consumer_into_what_comes_of_the_event(
    counting: Counting, exported: Callable[[], Sequence[ReadableSpan]]
) -> None:
    async def on_counted(_: Int64Value, work: Work[CountingUnit]) -> None:
        async with work() as unit:
            unit.new_counter(uuid4()).step()

    consumer = Consumer(
        "listener",
        bus=Silent(),
        subscription=Subscription("test", {"bilim.test.Counted.v1": on_counted}),
        work=counting.work,
        registry=counting.registry,
    )
    traces = ["4bf92f3577b34da6a3ce929d0e0e4736", "0af7651916cd43dd8448eb211c80319c"]
    heard = [
        replace(_event(number, "a", number), traceparent=f"00-{trace}-00f067aa0ba902b7-01")
        for number, trace in enumerate(traces, start=1)
    ]

    await consumer.apply(heard, upto=2, log_id=LOG)

    told = await counting.pool.fetch("select traceparent from outbox order by id")
    assert [row["traceparent"].split("-")[1] for row in told] == traces
    consumed = [each for each in exported() if each.name.startswith("consume")]
    assert [f"{each.context.trace_id:032x}" for each in consumed if each.context] == traces

"""What one transaction keeps together."""

import asyncio
from uuid import UUID, uuid4

import asyncpg
import pytest

from chassis.testing.counting import Counting
from chassis.work.outgoing import MOST_BYTES, EventTooLarge, Outgoing, write_outbox
from chassis.work.unit import joined_to


async def _counts(counting: Counting) -> list[int]:
    return [row["count"] for row in await counting.pool.fetch("select count from counter order by count")]


async def test_a_change_and_its_event_are_committed_together(counting: Counting) -> None:
    counter = uuid4()

    await counting.count(counter)

    assert await _counts(counting) == [1]
    assert await counting.pool.fetchval("select count(*) from outbox") == 1


async def test_a_refusal_leaves_neither_change_nor_event(counting: Counting) -> None:
    counter = uuid4()
    await counting.count(counter)

    with pytest.raises(LookupError):
        async with counting.work() as unit:
            (await unit.counters.get(counter)).step()
            await unit.flush()
            raise LookupError

    assert await _counts(counting) == [1]
    assert await counting.pool.fetchval("select count(*) from outbox") == 1


async def test_two_who_change_the_same_aggregate_take_turns(counting: Counting) -> None:
    counter = uuid4()
    await counting.count(counter)

    await asyncio.gather(*(counting.count(counter) for _ in range(20)))

    assert await _counts(counting) == [21]


async def test_who_only_refers_to_an_aggregate_that_is_being_changed_does_not_wait(
    counting: Counting,
) -> None:
    counter = uuid4()
    await counting.count(counter)

    async with counting.work() as unit:
        await unit.counters.get(counter)
        # What a foreign key takes of the row that it refers to.
        referred = "select true from counter where id = $1 for key share nowait"

        assert await counting.pool.fetchval(referred, counter)


async def test_the_events_of_one_key_are_counted_from_one_without_gaps(counting: Counting) -> None:
    counter, other = uuid4(), uuid4()

    await counting.count(counter, 3)
    await counting.count(other, 2)

    rows = await counting.pool.fetch("select key, version from outbox order by id")
    assert [row["version"] for row in rows if row["key"] == str(counter)] == [1, 2, 3]
    assert [row["version"] for row in rows if row["key"] == str(other)] == [1, 2]


async def test_several_events_of_one_key_in_one_transaction_keep_their_order(counting: Counting) -> None:
    counter = uuid4()

    async with counting.work.together() as together:
        for _ in range(3):
            async with together() as unit:
                found = await unit.counters.find(id=counter) or unit.new_counter(counter)
                found.step()

    rows = await counting.pool.fetch("select version, payload from outbox order by id")
    assert [row["version"] for row in rows] == [1, 2, 3]
    assert len({row["payload"] for row in rows}) == 3


async def test_events_of_one_transaction_lie_where_each_of_them_happened(counting: Counting) -> None:
    here, there = uuid4(), uuid4()
    spots: list[tuple[UUID, ...] | None] = [(here,), None, (here, there), (), (here,)]

    async with counting.pool.acquire() as connection:
        await write_outbox(connection, [_event(places) for places in spots], traceparent=None)
        for places in spots:
            await write_outbox(connection, [_event(places)], traceparent=None)

    rows = await counting.pool.fetch("select version, places from outbox order by id")
    told = [None if row["places"] is None else tuple(row["places"]) for row in rows]
    assert told == spots * 2
    assert [row["version"] for row in rows] == list(range(1, 11))


def _event(places: tuple[UUID, ...] | None) -> Outgoing:
    return Outgoing("bilim.test.counter.v1", "a", "bilim.test.Counted.v1", "a", "https://x", b"", places)


async def test_a_change_whose_event_no_channel_could_carry_is_refused(counting: Counting) -> None:
    huge = Outgoing(
        "bilim.test.counter.v1", "a", "bilim.test.Counted.v1", "a", "https://x", bytes(MOST_BYTES + 1)
    )

    async with counting.pool.acquire() as connection:
        with pytest.raises(EventTooLarge, match="tell of the parts by events of their own"):
            await write_outbox(connection, [huge], traceparent=None)

    assert await counting.pool.fetchval("select count(*) from outbox") == 0


async def test_use_cases_that_are_joined_commit_once_or_not_at_all(counting: Counting) -> None:
    with pytest.raises(ZeroDivisionError):
        async with counting.work() as unit:
            for _ in range(2):
                async with joined_to(unit)() as joined:
                    joined.new_counter(uuid4()).step()
            raise ZeroDivisionError

    assert await _counts(counting) == []


async def test_an_unchanged_aggregate_is_not_written(counting: Counting) -> None:
    counter = uuid4()
    await counting.count(counter)
    before = await counting.pool.fetchval("select xmin::text from counter")

    async with counting.work() as unit:
        await unit.counters.get(counter)

    assert await counting.pool.fetchval("select xmin::text from counter") == before


async def test_what_is_added_is_found_again_in_the_same_transaction(counting: Counting) -> None:
    async with counting.work() as unit:
        counter = unit.new_counter(uuid4())
        counter.count = 7

        found = await unit.counters.find(count=7)

    assert found is counter


async def test_the_bell_rings_after_the_commit_and_not_after_a_rollback(counting: Counting) -> None:
    await counting.count(uuid4())
    rung = counting.bells.outbox.rings

    with pytest.raises(asyncpg.UndefinedTableError):
        async with counting.work() as unit:
            await unit.connection.execute("select from nowhere")

    assert rung == 1
    assert counting.bells.outbox.rings == rung

"""A request that is sent twice is done once."""

import asyncio
from uuid import UUID, uuid4

import pytest

from chassis.testing.counting import Counting, CountingUnit
from chassis.work import IdempotencyKeyReused, Work, once
from chassis.work.idempotency import Attempt


def _attempt(key: UUID | None, given: object = "given", subject: str = "amina") -> Attempt:
    return Attempt(subject, "count", key, given)


async def _counting_once(counting: Counting, attempt: Attempt) -> UUID:
    async def run(work: Work[CountingUnit]) -> UUID:
        async with work() as unit:
            counter = unit.new_counter(uuid4())
            counter.step()
            return counter.id

    return await once(attempt, work=counting.work, run=run)


async def _number(counting: Counting) -> int:
    number: int = await counting.pool.fetchval("select count(*) from counter")
    return number


async def test_the_same_key_gives_the_first_result(counting: Counting) -> None:
    key = uuid4()

    first = await _counting_once(counting, _attempt(key))
    second = await _counting_once(counting, _attempt(key))

    assert first == second
    assert await _number(counting) == 1


async def test_the_same_key_at_the_same_time_is_done_once(counting: Counting) -> None:
    key = uuid4()

    results = await asyncio.gather(*(_counting_once(counting, _attempt(key)) for _ in range(5)))

    assert len(set(results)) == 1
    assert await _number(counting) == 1


async def test_the_same_key_with_other_input_is_refused(counting: Counting) -> None:
    key = uuid4()
    await _counting_once(counting, _attempt(key, {"seats": 1}))

    with pytest.raises(IdempotencyKeyReused):
        await _counting_once(counting, _attempt(key, {"seats": 2}))


async def test_a_key_belongs_to_whoever_sent_it(counting: Counting) -> None:
    key = uuid4()

    await _counting_once(counting, _attempt(key, subject="amina"))
    await _counting_once(counting, _attempt(key, subject="timur"))

    assert await _number(counting) == 2


async def test_without_a_key_each_request_is_done(counting: Counting) -> None:
    await _counting_once(counting, _attempt(None))
    await _counting_once(counting, _attempt(None))

    assert await _number(counting) == 2


async def test_a_refused_request_may_use_its_key_again(counting: Counting) -> None:
    key = uuid4()

    async def refuse(_work: Work[CountingUnit]) -> UUID:
        raise LookupError

    with pytest.raises(LookupError):
        await once(_attempt(key), work=counting.work, run=refuse)

    await _counting_once(counting, _attempt(key, "corrected"))

    assert await _number(counting) == 1


async def test_of_two_who_wait_for_each_other_neither_hears_of_it(counting: Counting) -> None:
    first, second = [await _counting_once(counting, _attempt(None)) for _ in range(2)]
    both_hold_one = asyncio.Barrier(2)
    came_before: set[UUID] = set()

    async def count_both(here: UUID, there: UUID) -> UUID:
        async def run(work: Work[CountingUnit]) -> UUID:
            async with work() as unit:
                (await unit.counters.get(here)).step()
                if here not in came_before:
                    came_before.add(here)
                    await both_hold_one.wait()
                (await unit.counters.get(there)).step()
                return here

        return await once(_attempt(None), work=counting.work, run=run)

    await asyncio.gather(count_both(first, second), count_both(second, first))

    assert await counting.pool.fetchval("select array_agg(count) from counter") == [3, 3]

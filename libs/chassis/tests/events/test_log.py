"""Positions are safe cursors."""

from uuid import uuid4

import pytest

from chassis.database.pool import open_connection
from chassis.events import EventLog
from chassis.events.log import LogReplaced, PositionGone
from chassis.events.sequencer import move_batch
from chassis.testing.counting import Counting
from chassis.testing.databases import administrator

TOPIC = "bilim.test.counter.v1"


async def _log_of(counting: Counting, number: int) -> EventLog:
    await counting.count(uuid4(), number)
    connection = await open_connection(counting.database.app_url, application="test")
    await move_batch(connection)
    await connection.close()
    return EventLog(counting.pool, source="urn:bilim:test")


async def test_pages_follow_one_another_without_gap_or_overlap(counting: Counting) -> None:
    log = await _log_of(counting, 5)

    first = await log.read(0, topics=[TOPIC], limit=3)
    second = await log.read(first.next, topics=[TOPIC], limit=3)

    assert [event.position for event in first.events + second.events] == [1, 2, 3, 4, 5]
    assert (second.next, second.head) == (5, 5)


async def test_next_passes_what_was_filtered_out(counting: Counting) -> None:
    log = await _log_of(counting, 4)

    page = await log.read(0, topics=["another"], limit=10)

    assert page.events == []
    assert page.next == 4


async def test_a_position_ahead_of_the_log_belongs_to_another_log(counting: Counting) -> None:
    log = await _log_of(counting, 2)

    with pytest.raises(LogReplaced):
        await log.read(3, topics=[TOPIC])


async def test_the_identity_of_another_log_is_refused(counting: Counting) -> None:
    log = await _log_of(counting, 2)

    with pytest.raises(LogReplaced):
        await log.read(0, topics=[TOPIC], log=uuid4())


async def test_a_position_that_is_no_longer_kept_is_told_with_the_oldest(counting: Counting) -> None:
    log = await _log_of(counting, 5)
    async with administrator(counting.database.owner_url) as owner:
        await owner.execute("delete from event_log where position < 4")

    with pytest.raises(PositionGone) as gone:
        await log.read(1, topics=[TOPIC])

    assert gone.value.oldest == 4


async def test_nothing_new_costs_one_statement_and_gives_the_same_position(counting: Counting) -> None:
    log = await _log_of(counting, 2)

    page = await log.read(2, topics=[TOPIC])

    assert (page.events, page.next) == ([], 2)

"""What is older than its days leaves the log, a partition at a time; what somebody still needs stays."""

import pytest

from chassis.events.log import EventLog, PositionGone
from chassis.events.retention import let_go_of_old_events
from chassis.testing.counting import Counting
from chassis.testing.databases import administrator

PARTITION = 1_000_000
TOPIC = "bilim.test.counter.v1"
_PLACE = """
insert into event_log (position, event_id, topic, key, version, type, subject, dataschema, payload, created_at,
                       published_at)
select position, gen_random_uuid(), $2, 'a', position, 'bilim.test.Counted.v1', 'a', 'https://x', '', at, at
from unnest($1::bigint[]) as position, (select clock_timestamp() - make_interval(days => $3)) as moment (at)
"""


async def published(counting: Counting, *positions: int, days_ago: int) -> None:
    async with administrator(counting.database.owner_url) as owner:
        await owner.execute("select event_log_make_room($1)", max(positions))
        await owner.execute(_PLACE, list(positions), TOPIC, days_ago)
        await owner.execute("update event_log_head set position = $1", max(positions))


async def kept(counting: Counting) -> list[int]:
    rows = await counting.pool.fetch("select position from event_log order by position")
    return [row["position"] for row in rows]


async def test_a_partition_that_is_complete_and_old_is_let_go_and_its_readers_are_told(
    counting: Counting,
) -> None:
    await published(counting, 1, PARTITION - 1, PARTITION, days_ago=31)

    gone = await let_go_of_old_events(counting.pool, days=30)

    assert (gone, await kept(counting)) == (1, [PARTITION])
    with pytest.raises(PositionGone) as told:
        await EventLog(counting.pool, source="urn:bilim:test").read(1, topics=[TOPIC])
    assert told.value.oldest == PARTITION


async def test_what_is_young_stays(counting: Counting) -> None:
    await published(counting, 1, days_ago=31)
    await published(counting, PARTITION - 1, PARTITION, days_ago=29)

    assert await let_go_of_old_events(counting.pool, days=30) == 0


async def test_where_the_head_stands_stays_however_old_it_is(counting: Counting) -> None:
    await published(counting, 1, 2, days_ago=400)

    assert await let_go_of_old_events(counting.pool, days=30) == 0
    assert await kept(counting) == [1, 2]


async def test_what_a_publisher_has_not_delivered_stays_and_is_told(
    counting: Counting, capsys: pytest.CaptureFixture[str]
) -> None:
    await published(counting, 1, PARTITION - 1, PARTITION, days_ago=31)
    await counting.pool.execute(
        "insert into delivery_cursor (name, position) values ('kafka', 0), ('x<y', 0)"
    )

    waiting = await let_go_of_old_events(counting.pool, days=30)
    said = capsys.readouterr()
    await counting.pool.execute("update delivery_cursor set position = $1 where name = 'kafka'", PARTITION)
    delivered = await let_go_of_old_events(counting.pool, days=30)

    assert (waiting, delivered) == (0, 1)
    assert "old_events_wait_for_publisher" in said.out + said.err


async def test_nobody_can_have_all_of_it_let_go(counting: Counting) -> None:
    await published(counting, 1, PARTITION - 1, PARTITION, days_ago=0)

    assert await let_go_of_old_events(counting.pool, days=0) == 0

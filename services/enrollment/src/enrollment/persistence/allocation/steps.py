"""The steps of queues: written once, in one order for each queue, with the entries they lead to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from chassis.database import Connection
from enrollment.domain.admission.happening import Happening
from enrollment.domain.admission.ids import ApplicationId, SeatPlanId
from enrollment.domain.admission.queue_changed import QueueChanged
from enrollment.domain.queue import Entry, Kind

# The versions of a queue follow one another: whoever writes holds its row.
_KEEP = """
with told as (
    select * from unnest(
        $1::uuid[], $2::timestamptz[], $3::text[], $4::text[], $5::uuid[], $6::int[], $7::text[], $8::int[],
        $9::text[], $10::int[], $11::int[]
    ) with ordinality as step (
        queue_id, at, kind, rule, application_id, before_tier, before_key, after_tier, after_key, seats, more, place
    )
), numbered as (
    select told.*, queue.version + row_number() over (partition by queue_id order by place) as version, queue.waiting
    from told join queue on queue.id = told.queue_id
), kept as (
    insert into queue_step (queue_id, version, at, kind, rule, application_id, before_tier, before_key,
                            after_tier, after_key, seats)
    select queue_id, version, at, kind, rule, application_id, before_tier, before_key, after_tier, after_key, seats
    from numbered
), counted as (
    update queue set version = latest.version, waiting = queue.waiting + latest.more
    from (select queue_id, max(version) as version, sum(more) as more from numbered group by queue_id) latest
    where queue.id = latest.queue_id
)
"""
# Most who come stand behind nearly all others: who is behind them is soon counted, however long the queue.
_RANKS = """
select queue_id, version, 1 + case
    when first.tier is null then 0
    when behind.seen < 100 then waiting - behind.seen
    else (select count(*) from queue_entry entry
          where entry.queue_id = numbered.queue_id and (entry.tier, entry.key) < (first.tier, first.key))
end as rank
from numbered cross join lateral (
    select least(before_tier, after_tier) as tier,
           case when before_tier < after_tier then before_key
                when after_tier < before_tier then after_key
                else least(before_key, after_key) end as key
) first cross join lateral (
    select count(*) as seen from (
        select from queue_entry entry
        where entry.queue_id = numbered.queue_id and (entry.tier, entry.key) >= (first.tier, first.key) limit 100
    ) one
) behind
order by place
"""
_DRAWN = "select queue_id, max(version) as version from numbered group by queue_id order by queue_id"
_LEAVE = """
delete from queue_entry entry using unnest($1::uuid[], $2::uuid[]) as gone (queue_id, application_id)
where entry.queue_id = gone.queue_id and entry.application_id = gone.application_id
"""
_ENTER = """
insert into queue_entry (queue_id, application_id, tier, key)
select * from unnest($1::uuid[], $2::uuid[], $3::int[], $4::text[])
on conflict (queue_id, application_id) do update set tier = excluded.tier, key = excluded.key
"""
# The array is made whole: assigning beyond its end would shift where it begins.
_ADMIT = """
update queue set last_tier = $2, last_key = $3, admitted = array(
    select coalesce(admitted[tier], 0) + (tier = $2 + 1)::integer
    from generate_series(1, greatest(coalesce(array_length(admitted, 1), 0), $2 + 1)) tier order by tier
) where id = $1
"""


@dataclass(frozen=True, slots=True)
class Step:
    """What one fact did to one queue."""

    queue_id: SeatPlanId
    at: datetime
    kind: Kind
    rule: str
    application_id: ApplicationId | None = None
    before: Entry | None = None
    after: Entry | None = None
    seats: int | None = None

    @classmethod
    def of(cls, fact: Happening, queue: SeatPlanId, before: Entry | None, after: Entry | None) -> Self:
        """The step of one application; whom a place is offered elsewhere leaves this queue for that reason."""
        elsewhere = fact.kind is Kind.PLACE_OFFERED and queue != fact.plan
        kind = Kind.PLACED_ELSEWHERE if elsewhere else fact.kind
        return cls(queue, fact.at, kind, fact.rule, fact.application_id, before, after)

    @classmethod
    def of_seats(cls, fact: Happening) -> Self:
        """The step of a plan whose seats an order changed."""
        if fact.plan is None:
            raise ValueError("A fact concerns an application or a plan.")
        return cls(fact.plan, fact.at, fact.kind, fact.rule, seats=fact.seats)


async def write_steps(connection: Connection, steps: Sequence[Step]) -> list[QueueChanged]:
    """Keeps steps and entries; gives one event for each step, with the first rank that may have moved."""
    if not steps:
        return []
    rows = await connection.fetch(_KEEP + _RANKS, *_columns(steps))
    await _write_entries(connection, steps)
    for step in steps:
        if step.kind is Kind.PLACE_OFFERED and step.before is not None:
            await connection.execute(_ADMIT, step.queue_id, step.before.tier, step.before.key[0])
    return [
        QueueChanged(row["queue_id"], row["version"], step.kind, row["rank"], step.at)
        for row, step in zip(rows, steps, strict=True)
    ]


async def write_draw(connection: Connection, steps: Sequence[Step], *, at: datetime) -> list[QueueChanged]:
    """Keeps the steps of a draw, which is one fact for a whole queue; gives one event for each queue."""
    if not steps:
        return []
    rows = await connection.fetch(_KEEP + _DRAWN, *_columns(steps))
    await _write_entries(connection, steps)
    return [QueueChanged(row["queue_id"], row["version"], Kind.NUMBERS_DRAWN, 1, at) for row in rows]


async def _write_entries(connection: Connection, steps: Sequence[Step]) -> None:
    """The last step of an application in a queue says what it is there."""
    last = {(step.queue_id, step.application_id): step.after for step in steps if step.application_id}
    gone = [place for place, entry in last.items() if entry is None]
    here = [(place, entry) for place, entry in last.items() if entry is not None]
    if gone:
        await connection.execute(_LEAVE, [queue for queue, _ in gone], [who for _, who in gone])
    if here:
        await connection.execute(
            _ENTER,
            [queue for (queue, _), _ in here],
            [who for (_, who), _ in here],
            [entry.tier for _, entry in here],
            [entry.key[0] for _, entry in here],
        )


def _columns(steps: Sequence[Step]) -> list[list[object]]:
    return [
        [step.queue_id for step in steps],
        [step.at for step in steps],
        [step.kind.value for step in steps],
        [step.rule for step in steps],
        [step.application_id for step in steps],
        [_tier(step.before) for step in steps],
        [_key(step.before) for step in steps],
        [_tier(step.after) for step in steps],
        [_key(step.after) for step in steps],
        [step.seats for step in steps],
        [(step.after is not None) - (step.before is not None) for step in steps],
    ]


def _tier(entry: Entry | None) -> int | None:
    return entry.tier if entry else None


def _key(entry: Entry | None) -> object:
    return entry.key[0] if entry else None

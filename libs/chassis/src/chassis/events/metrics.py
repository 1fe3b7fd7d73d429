"""How far events have come: what waits in the outbox, how far behind every reader is, what is parked."""

from typing import Any

from chassis.database.pool import Connection, Pool
from chassis.events import lag
from chassis.telemetry.openmetrics import Gauge, Sample

# Only the oldest and a bounded count: a page of figures must not become a burden when there is most to see.
_OUTBOX = """
select coalesce(extract(epoch from clock_timestamp() - (select created_at from outbox order by id limit 1)), 0)::float8
           as age,
       (select count(*) from (select from outbox limit 10000) as first) as waiting
"""
_CURSORS = """
select cursor.name, head.position - cursor.position as behind,
       coalesce(extract(epoch from clock_timestamp() - next.published_at), 0)::float8 as age
from delivery_cursor as cursor cross join event_log_head as head
left join event_log as next on next.position = cursor.position + 1 and cursor.position < head.position
where cursor.name !~ '<'
"""
_PARKED = """
select consumer, count(*) as events, count(distinct key) as keys,
       extract(epoch from clock_timestamp() - min(first_at))::float8 as age
from parked where resolved_at is null group by consumer
"""
_HEAD = "select position from event_log_head"


async def event_metrics(pool: Pool) -> list[Gauge]:
    """The figures of one service, from its database and from this process."""
    async with pool.acquire() as connection:
        return [*await _outgoing(connection), *_incoming(), *await _parked(connection)]


async def _outgoing(connection: Connection) -> list[Gauge]:
    outbox: Any = await connection.fetchrow(_OUTBOX)
    cursors = await connection.fetch(_CURSORS)
    head = await connection.fetchval(_HEAD)
    late = tuple(Sample(row["behind"], {"reader": row["name"]}) for row in cursors)
    age = tuple(Sample(row["age"], {"reader": row["name"]}) for row in cursors)
    return [
        Gauge(
            "bilim_event_outbox_age_seconds",
            "Age of the oldest in the outbox.",
            (Sample(outbox["age"]),),
        ),
        Gauge(
            "bilim_event_outbox_waiting",
            "Events without a position, 10000 at most.",
            (Sample(outbox["waiting"]),),
        ),
        Gauge("bilim_event_log_position", "Position of the newest event.", (Sample(head),)),
        Gauge("bilim_event_delivery_lag", "Events that a publisher has not delivered yet.", late),
        Gauge("bilim_event_delivery_age_seconds", "Age of the oldest event that it has not delivered.", age),
    ]


def _incoming() -> list[Gauge]:
    samples = tuple(Sample(count, {"consumer": name}) for name, count in sorted(lag.behind.items()))
    return [Gauge("bilim_event_consumer_lag", "Events of another service that are not applied yet.", samples)]


async def _parked(connection: Connection) -> list[Gauge]:
    rows = await connection.fetch(_PARKED)

    def samples(column: str) -> tuple[Sample, ...]:
        return tuple(Sample(row[column], {"consumer": row["consumer"]}) for row in rows)

    return [
        Gauge("bilim_event_parked", "Events that wait for a replay.", samples("events")),
        Gauge("bilim_event_parked_keys", "Keys that wait for a replay.", samples("keys")),
        Gauge("bilim_event_parked_age_seconds", "How long the oldest of them has waited.", samples("age")),
    ]

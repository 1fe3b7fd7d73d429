"""An event on its way out, and the writing of it to the outbox in the transaction of the change that caused it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from chassis.database.pool import Connection
from chassis.ids import new_id

MOST_BYTES = 500_000
"""Brokers take a megabyte, and a state may hold several events."""

# One statement a flush: each (topic, key) counts its events from 1, in the order in which they were told.
# The update of stream_head locks the key until commit, so two writers of one key take turns.
# Where an event happened is looked for once, however many of them happened there.
_WRITE = """
with told as (
    select * from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[],
                         $8::bytea[], $9::int[]) with ordinality
        as event (event_id, topic, key, type, subject, dataschema, traceparent, payload, spot, place)
), located as materialized (
    select spot, event_places(ids::uuid[]) as places
    from unnest($10::text[]) with ordinality as given (ids, spot)
), head as (
    insert into stream_head as head (topic, key, version)
    select topic, key, count(*) from told group by topic, key order by topic, key
    on conflict (topic, key) do update set version = head.version + excluded.version
    returning topic, key, version
), counted as (
    select told.*, head.version - count(*) over (partition by told.topic, told.key)
                   + row_number() over (partition by told.topic, told.key order by place) as version
    from told join head using (topic, key)
)
insert into outbox (event_id, topic, key, version, type, subject, dataschema, traceparent, payload, places)
select event_id, topic, key, version, type, subject, dataschema, traceparent, payload, located.places
from counted join located using (spot) order by place
"""
# The same for one event, which is what most changes cause, at half the price.
_WRITE_ONE = """
with head as (
    insert into stream_head as head (topic, key, version) values ($2, $3, 1)
    on conflict (topic, key) do update set version = head.version + 1
    returning version
)
insert into outbox (event_id, topic, key, version, type, subject, dataschema, traceparent, payload, places)
select $1, $2, $3, head.version, $4, $5, $6, $7, $8, event_places($9) from head
"""


class EventTooLarge(ValueError):
    """No channel could carry it: the change is refused with it, before every later event waits behind it."""

    def __init__(self, event: "Outgoing") -> None:
        super().__init__(
            f"{event.type} of {event.key} has {len(event.payload)} bytes; an event has at most {MOST_BYTES}: "
            "tell of the parts by events of their own."
        )


@dataclass(frozen=True, slots=True)
class Outgoing:
    """An event as it is published: `payload` is the serialised Protobuf message.

    `places` are the ids by which its service finds where it happened; None is the whole country.
    """

    topic: str
    key: str
    type: str
    subject: str
    dataschema: str
    payload: bytes
    places: tuple[UUID, ...] | None = ()
    event_id: UUID = field(default_factory=new_id)


async def write_outbox(
    connection: Connection, events: Sequence[Outgoing], *, traceparent: str | None
) -> None:
    """Writes events to the outbox in their order. Raises EventTooLarge."""
    for event in events:
        if len(event.payload) > MOST_BYTES:
            raise EventTooLarge(event)
    if len(events) == 1:
        await connection.execute(_WRITE_ONE, *_columns(events[0], traceparent), events[0].places)
    elif events:
        await _write_several(connection, events, traceparent)


async def _write_several(connection: Connection, events: Sequence[Outgoing], traceparent: str | None) -> None:
    distinct = dict.fromkeys(event.places for event in events)
    spots = {places: spot for spot, places in enumerate(distinct, start=1)}
    rows = [(*_columns(event, traceparent), spots[event.places]) for event in events]
    await connection.execute(_WRITE, *map(list, zip(*rows, strict=True)), [_array(ids) for ids in spots])


def _columns(event: Outgoing, traceparent: str | None) -> tuple[object, ...]:
    return (
        event.event_id,
        event.topic,
        event.key,
        event.type,
        event.subject,
        event.dataschema,
        traceparent,
        event.payload,
    )


def _array(ids: tuple[UUID, ...] | None) -> str | None:
    # Arrays of arrays must all be of one length, so each travels as text.
    return None if ids is None else f"{{{','.join(map(str, ids))}}}"

"""What an integrator's contract lets it see of the events, on whatever channel: topics, places, fields, and until when.

A channel asks twice: the log for events of `Sight.topics` in `Sight.places`, which is cheap and may be too much where
a reader has several contracts, and then `Sight.shown` for each event, which is exact and hides the other fields::

    sight = await contracts.sight_of([contract_id])      # or Forbidden
    page = await log.read(after, topics=sight.topics, places=sight.places)
    events = [shown for event in page.events if (shown := sight.shown(event, registry))]
    await contracts.record(sight, channel=Channel.WEBHOOK, events=events)
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from uuid import UUID

import asyncpg

from chassis.database.pool import Pool
from chassis.events.event import Event
from chassis.events.registry import Registry
from chassis.identity import Forbidden
from chassis.ids import new_id

Fields = frozenset[str] | None
"""Names of fields as `data` spells them; None is all of them."""

_VALID = """
select id, client, topics, places from integrator_contract
where id = any($1) and ended_at is null and valid_from <= clock_timestamp() and clock_timestamp() < valid_until
order by id
"""
_ALL = """
select id, client, topics, places from integrator_contract
where ended_at is null and valid_from <= clock_timestamp() and clock_timestamp() < valid_until
order by id
"""
_RECORD = """
insert into event_read (id, contract_id, client, channel, topics, from_position, to_position, count)
values ($1, $2, $3, $4, $5, $6, $7, $8)
"""


class Channel(StrEnum):
    """By which way events were read."""

    FEED = "FEED"
    STREAM = "STREAM"
    WEBHOOK = "WEBHOOK"
    SUBSCRIPTION = "SUBSCRIPTION"
    SNAPSHOT = "SNAPSHOT"


class NoContract(Forbidden):
    """The caller integrates, and none of its contracts is in force."""


@dataclass(frozen=True, slots=True)
class Window:
    """On these topics, these fields of what happened in these places (None: anywhere)."""

    topics: Mapping[str, Fields]
    places: frozenset[UUID] | None = None

    def shows(self, event: Event) -> bool:
        """Whether anything of an event is seen; one of the whole country is seen from everywhere."""
        is_near = self.places is None or event.places is None or not self.places.isdisjoint(event.places)
        return event.topic in self.topics and is_near


@dataclass(frozen=True, slots=True, kw_only=True)
class Contract(Window):
    """A contract in force."""

    id: UUID
    client: str

    def kafka_topics(self) -> list[str]:
        """The topics that a broker may open to the client: it can hide neither fields nor places."""
        whole = [topic for topic, fields in self.topics.items() if fields is None]
        return sorted(whole) if self.places is None else []


@dataclass(frozen=True, slots=True)
class Sight:
    """All that one reader may see, through one window or several."""

    windows: tuple[Window, ...]

    @property
    def topics(self) -> list[str]:
        """On which topics there may be something to see."""
        return sorted({topic for window in self.windows for topic in window.topics})

    @property
    def places(self) -> frozenset[UUID] | None:
        """In which places; None is anywhere."""
        if any(window.places is None for window in self.windows):
            return None
        return frozenset(place for window in self.windows for place in window.places or ())

    @property
    def contracts(self) -> list[Contract]:
        """The contracts that open it."""
        return [window for window in self.windows if isinstance(window, Contract)]

    def shown(self, event: Event, registry: Registry) -> Event | None:
        """The event with what the reader may not see left out; None when that is everything."""
        fields = [window.topics[event.topic] for window in self.windows if window.shows(event)]
        if not fields:
            return None
        if any(each is None for each in fields):
            return event
        return masked(event, frozenset[str]().union(*(each or () for each in fields)), registry)


def masked(event: Event, fields: frozenset[str], registry: Registry) -> Event:
    """The event with these fields of its message alone, in every form that it may take."""
    message = registry.parse(event)
    for field in message.DESCRIPTOR.fields:
        if field.json_name not in fields:
            message.ClearField(field.name)
    return replace(event, payload=message.SerializeToString(deterministic=True), shown_fields=fields)


class Contracts:
    """The contracts that a service knows, and its log of what was read under them."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    async def in_force(self, ids: Collection[UUID]) -> list[Contract]:
        """Those of the contracts that hold now."""
        return [_contract(row) for row in await self._pool.fetch(_VALID, list(ids))]

    async def all_in_force(self) -> list[Contract]:
        """Every contract that holds now: what the rights on a broker are made from."""
        return [_contract(row) for row in await self._pool.fetch(_ALL)]

    async def sight_of(self, ids: Collection[UUID]) -> Sight:
        """What the holder of these contracts sees now. Raises NoContract when none of them holds."""
        found = await self.in_force(ids)
        if not found:
            raise NoContract("read_events")
        return Sight(tuple(found))

    async def record(self, sight: Sight, *, channel: Channel, events: Sequence[Event]) -> None:
        """Keeps that events were read under contracts, before they leave; nothing for who needs no contract."""
        for contract in sight.contracts:
            read = [event for event in events if contract.shows(event)]
            if read:
                positions = [event.position for event in read]
                topics = sorted({event.topic for event in read})
                facts = (topics, min(positions), max(positions), len(read))
                await self._pool.execute(
                    _RECORD, new_id(), contract.id, contract.client, channel.value, *facts
                )


def _contract(row: asyncpg.Record) -> Contract:
    return Contract(
        topics={
            topic: None if fields is None else frozenset(fields) for topic, fields in row["topics"].items()
        },
        places=None if row["places"] is None else frozenset(row["places"]),
        id=row["id"],
        client=row["client"],
    )

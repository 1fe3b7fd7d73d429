"""The latest state of each aggregate, for who comes late or was away too long; told in the words of its events.

A state is the few events that would bring a newcomer to where the aggregate is now: a school is one SchoolRegistered
with its present name, a class is ClassOpened, ClassTeachersChanged and a StudentPlacedInClass for each pupil. So a
reader needs no second program: it hands them to what it does with events anyway. They carry as `version` the version
of the aggregate's last event, and the page carries the position after which to go on. Whoever then skips those events
of a key that are not newer than its state has what a listener from the start has, while writes go on: a state and the
version of its key are read in one statement, and the position before it.

For compacted topics `of_keys` gives the states of some keys: no event means a tombstone. A compacted topic keeps one
record a key, so where a state takes several events (a class and its pupils) they travel in it together.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid5

import asyncpg
from google.protobuf.json_format import ParseDict

from chassis.database.pool import Connection, Pool
from chassis.events.event import Event
from chassis.events.registry import Registry

_HEAD = "select position, log from event_log_head"
_PAGE = """
select state.key, state.places, state.told, coalesce(head.version, 0) as version
from ({rows}) as state
left join stream_head as head on head.topic = $1 and head.key = state.key::text
where ($2::uuid is null or state.key > $2) and ($3::uuid[] is null or state.places is null or state.places && $3)
order by state.key limit $4
"""
_OF_KEYS = """
select wanted.key, state.places, state.told, coalesce(head.version, 0) as version
from unnest($2::uuid[]) as wanted (key)
left join (select * from ({rows}) as every where every.key = any($2)) as state on state.key = wanted.key
left join stream_head as head on head.topic = $1 and head.key = wanted.key::text
"""
_KEYS = "select key from ({rows}) as state where $1::uuid is null or key > $1 order by key limit $2"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """How the states on one topic are read.

    `rows` is a select of `key` (the id by which the topic's events are ordered), `places` (as the outbox has them) and
    `told`: a JSON array of `{"type": "SchoolRegistered", "data": {…}}`, each as Protobuf spells it in JSON; nulls are
    left out. What `is_personal` is read by our own services alone. `erased` is the event that says that there is
    nothing more to know: a reader is told it, a compacted topic keeps a tombstone.
    """

    name: str
    topic: str
    rows: str
    is_personal: bool = False
    erased: str | None = None


class NoSuchSnapshot(LookupError):
    """There are no states of this name here."""


@dataclass(frozen=True, slots=True)
class States:
    """A page of states as events; `next` is the key to go on after, None at the end.

    `position` is the head of the log before they were read: go on from that of the first page.
    """

    events: list[Event]
    next: UUID | None
    position: int
    log: UUID


@dataclass(frozen=True, slots=True)
class KeyState:
    """The state of one key, read at once with its version; no event when it is no more, or must be forgotten.

    It holds whatever happened up to `position`, and may hold more.
    """

    topic: str
    key: str
    version: int
    position: int
    events: tuple[Event, ...]


class Snapshots:
    """The states of one service's aggregates."""

    def __init__(
        self, pool: Pool | Connection, declared: Iterable[Snapshot], *, service: str, registry: Registry
    ) -> None:
        self._pool = pool
        self._service = service
        self._registry = registry
        self.declared: Mapping[str, Snapshot] = {each.name: each for each in declared}

    def named(self, name: str) -> Snapshot:
        """The declaration of that name. Raises NoSuchSnapshot."""
        try:
            return self.declared[name]
        except KeyError:
            raise NoSuchSnapshot(name) from None

    async def page(
        self, name: str, *, after: UUID | None, places: Iterable[UUID] | None = None, limit: int = 100
    ) -> States:
        """The states of the keys after one, in these places. Raises NoSuchSnapshot."""
        snapshot = self.named(name)
        # The head first: what changes after it comes by events, and twice is told by the version.
        position, log = await self._head()
        wanted = None if places is None else list(places)
        rows = await self._pool.fetch(_PAGE.format(rows=snapshot.rows), snapshot.topic, after, wanted, limit)
        events = [event for row in rows for event in self._told(row, snapshot, position)]
        last = rows[-1]["key"] if len(rows) == limit else None
        return States(events, last, position, log)

    async def latest(self, topic: str, key: str) -> list[Event] | None:
        """The state of one key, empty when it is no more; None for a topic without states."""
        snapshot = next((each for each in self.declared.values() if each.topic == topic), None)
        if snapshot is None:
            return None
        (state,) = await self.of_keys(snapshot, [UUID(key)])
        return list(state.events)

    async def of_keys(self, snapshot: Snapshot, keys: Collection[UUID]) -> list[KeyState]:
        """The states of these keys."""
        position, _ = await self._head()
        rows = await self._pool.fetch(_OF_KEYS.format(rows=snapshot.rows), snapshot.topic, list(keys))
        return [self._state(row, snapshot, position) for row in rows]

    async def keys_after(self, snapshot: Snapshot, after: UUID | None, *, limit: int) -> list[UUID]:
        """Some keys of which there are states, in their order."""
        rows = await self._pool.fetch(_KEYS.format(rows=snapshot.rows), after, limit)
        return [row["key"] for row in rows]

    def _state(self, row: asyncpg.Record, snapshot: Snapshot, position: int) -> KeyState:
        told = () if row["told"] is None else tuple(self._told(row, snapshot, position))
        erased = f"bilim.{self._service}.{snapshot.erased}.v1"
        is_gone = any(event.type == erased for event in told)
        return KeyState(snapshot.topic, str(row["key"]), row["version"], position, () if is_gone else told)

    async def _head(self) -> tuple[int, UUID]:
        head = await self._pool.fetchrow(_HEAD)
        return (head["position"], head["log"]) if head else (0, UUID(int=0))

    def _told(self, row: asyncpg.Record, snapshot: Snapshot, position: int) -> Iterable[Event]:
        places = None if row["places"] is None else frozenset(row["places"])
        for number, each in enumerate(row["told"]):
            name = f"bilim.{self._service}.{each['type']}.v1"
            message = ParseDict(without_nulls(each["data"]), self._registry.named(name).message())
            # The same state has the same id wherever and whenever it is read.
            identity = uuid5(row["key"], f"{snapshot.topic} {row['version']} {number}")
            yield Event(
                position=position,
                event_id=identity,
                topic=snapshot.topic,
                key=str(row["key"]),
                version=row["version"],
                type=name,
                subject=str(row["key"]),
                source=f"urn:bilim:{self._service}",
                dataschema=self._registry.schema_url(name),
                traceparent=None,
                time=datetime.now(UTC),
                payload=message.SerializeToString(deterministic=True),
                places=places,
            )


def without_nulls(data: Any) -> Any:
    """JSON without the members that are null: to Protobuf they are fields that were not set."""
    if isinstance(data, dict):
        return {name: without_nulls(value) for name, value in data.items() if value is not None}
    return [without_nulls(each) for each in data] if isinstance(data, list) else data

"""Brings a consumer that was away too long, or whose owner has another log, to where a listener from the start is.

The states are applied by the handlers of their events. Each brings the version of its key, and events of a key that
are not newer are passed over afterwards: so nothing is applied twice and nothing is lost while writes go on.
"""

from collections.abc import Awaitable, Callable, Iterable
from itertools import groupby
from typing import Generic, TypeVar
from uuid import UUID

import asyncpg
import orjson

from chassis.database.pool import Connection
from chassis.events.cloudevents import to_json
from chassis.events.event import Event
from chassis.events.registry import Registry
from chassis.events.states import OwnersStates
from chassis.telemetry import get_logger
from chassis.work.unit import Unit, UnitOfWork, Work, joined_to

log = get_logger()

_OUTAGES = (OSError, asyncpg.PostgresConnectionError, asyncpg.InterfaceError)

U = TypeVar("U", bound=Unit)

Handle = Callable[[Event, Work[U]], Awaitable[None]]

_KNOW = """
insert into state_known as known (consumer, topic, key, version)
select $1, * from unnest($2::text[], $3::text[], $4::bigint[])
on conflict (consumer, topic, key) do update
set version = greatest(known.version, excluded.version), at = clock_timestamp()
"""
_KNOWN = "select topic, key, version from state_known where consumer = $1 and key = any($2)"
_HEARD = "insert into inbox (consumer, event_id) select $1, unnest($2::uuid[]) on conflict do nothing"
# By then whatever a state held has come by the log, unless the sequencer stood still for a week.
_FORGET = "delete from state_known where consumer = $1 and at < clock_timestamp() - interval '7 days'"
_ANY = "select exists (select from state_known where consumer = $1)"
_GO_ON = "update delivery_cursor set position = $2, log = $3, moved_at = clock_timestamp() where name = $1"
# What a state could not say is parked under a place that no log has, before all events of its key.
_PARK = """
insert into parked (consumer, key, position, event, error, attempts)
select $1, $2, least(min(position), 0) - 1, $3, $4, 1 from parked where consumer = $1
"""
_UNPARK = "update parked set resolved_at = clock_timestamp() where consumer = $1 and resolved_at is null"


class Rebuilder(Generic[U]):
    """Rebuilds one consumer's copies, and knows afterwards which events they already hold."""

    def __init__(
        self,
        consumer: str,
        states: OwnersStates,
        *,
        work: UnitOfWork[U],
        registry: Registry,
        handles: Iterable[str],
        handle: Handle[U],
    ) -> None:
        self._consumer = consumer
        self._states = states
        self._work = work
        self._registry = registry
        self._types = frozenset(handles)
        self._handle = handle
        self._knows_any: bool | None = None

    async def rebuild(self, *, oldest: int) -> None:
        """Applies all states and moves the consumer's place to where they hold.

        What there are no states of is read again from the oldest that is kept.
        """
        wanted = {self._registry.named(name).topic for name in self._types}
        topics = [topic for topic in await self._states.topics() if topic in wanted]
        place: tuple[int, UUID] | None = None
        await self._forget_parked()
        for topic in topics:
            async for heard in self._states.read(topic):
                place = place or (heard.position, heard.log)
                await self._apply(heard.events)
        position, identity = place or (0, None)
        if wanted - set(topics):
            position = max(oldest - 1, 0)
        async with self._work() as unit:
            await unit.connection.execute(_GO_ON, self._consumer, position, identity)
        self._knows_any = True
        log.info("rebuilt_from_states", consumer=self._consumer, topics=topics, position=position)

    async def newer(self, events: list[Event]) -> list[Event]:
        """The events that the states did not hold already; the others are as good as heard."""
        if self._knows_any is False or not events:
            return events
        async with self._work() as unit:
            if self._knows_any is None:
                await unit.connection.execute(_FORGET, self._consumer)
                self._knows_any = bool(await unit.connection.fetchval(_ANY, self._consumer))
            rows = await unit.connection.fetch(_KNOWN, self._consumer, [event.key for event in events])
            known = {(row["topic"], row["key"]): row["version"] for row in rows}
            held = {e.event_id for e in events if e.version <= known.get((e.topic, e.key), 0)}
            if held:
                await unit.connection.execute(_HEARD, self._consumer, list(held))
        return [event for event in events if event.event_id not in held]

    async def _forget_parked(self) -> None:
        # A state says what became of a key, whatever was wrong with its events.
        async with self._work() as unit:
            await unit.connection.execute(_UNPARK, self._consumer)

    async def _apply(self, events: list[Event]) -> None:
        try:
            await self._apply_together(events)
        except _OUTAGES:
            raise
        except Exception as error:
            log.warning("states_applied_singly", consumer=self._consumer, error=type(error).__name__)
            for _, of_key in groupby(events, key=lambda event: event.key):
                await self._apply_or_park(list(of_key))

    async def _apply_or_park(self, state: list[Event]) -> None:
        try:
            await self._apply_together(state)
        except _OUTAGES:
            raise
        except Exception as error:
            log.error("state_parked", consumer=self._consumer, key=state[-1].key, error=type(error).__name__)
            await self._park(state[-1], f"{type(error).__name__}: {error}")

    async def _apply_together(self, events: list[Event]) -> None:
        async with self._work() as unit:
            for event in events:
                if event.type in self._types:
                    await self._handle(event, joined_to(unit))
            await self._remember(unit.connection, events)

    async def _remember(self, connection: Connection, events: list[Event]) -> None:
        known = {(event.topic, event.key): event.version for event in events}
        keys = ([topic for topic, _ in known], [key for _, key in known], list(known.values()))
        await connection.execute(_KNOW, self._consumer, *keys)

    async def _park(self, event: Event, error: str) -> None:
        kept = orjson.loads(to_json(event, self._registry))
        async with self._work() as unit:
            await unit.connection.execute(_PARK, self._consumer, event.key, kept, error[:2000])

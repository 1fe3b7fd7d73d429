"""Applies another service's events, each once: the inbox, the change and the position are one transaction."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from uuid import UUID

import asyncpg
from google.protobuf.message import Message

from chassis.events import lag
from chassis.events.blame import AWAY, CROWDED
from chassis.events.bus import Bus, FeedUnavailable
from chassis.events.cloudevents import Event, Registry
from chassis.events.log import LogReplaced, PositionGone
from chassis.events.parking import Parking
from chassis.events.rebuilding import Rebuilder
from chassis.events.states import OwnersStates
from chassis.telemetry import current_traceparent, get_logger, span
from chassis.work.unit import Unit, UnitOfWork, Work, joined_to

log = get_logger()

U = TypeVar("U", bound=Unit)

Handler = Callable[[Any, Work[U]], Awaitable[object]]
"""What a service does when it hears an event: a use case, joined to the transaction of the inbox."""

_NEW_MANY = """
insert into inbox (consumer, event_id) select $1, unnest($2::uuid[]) on conflict do nothing returning event_id
"""
_START = """
insert into delivery_cursor (name) values ($1) on conflict (name) do update set name = excluded.name
returning position, log
"""
_MOVE = """
update delivery_cursor set position = $2, log = $3, moved_at = clock_timestamp() where name = $1 and position <= $2
"""
_FROM = "update delivery_cursor set position = $2, log = null where name = $1"
_ATTEMPTS = 3
_OUTAGE_SECONDS = 1.0
_PATIENCE_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Subscription(Generic[U]):
    """What one service hears of another: its handlers by event type.

    What is `urgent` is done at once, even if an earlier event of its key is set aside: a person is forgotten on the
    day of the order, not when an operator has mended something else. What comes of the earlier ones afterwards must
    then change nothing.
    """

    owner: str
    handlers: Mapping[str, Handler[U]]
    urgent: frozenset[str] = frozenset()


class Consumer(Generic[U]):
    """Follows one owner's events from the position it stored last.

    A whole batch is applied in one transaction; when that fails it is halved until the event is alone that fails. That
    one is tried three times and then parked, with all later ones of its key, so that the rest flows.
    """

    def __init__(
        self,
        name: str,
        *,
        bus: Bus,
        subscription: Subscription[U],
        work: UnitOfWork[U],
        registry: Registry,
        states: OwnersStates | None = None,
        retry_seconds: float = 0.5,
        patience_seconds: float = _PATIENCE_SECONDS,
    ) -> None:
        self._name = f"{name}<{subscription.owner}"
        self._bus = bus
        self._handlers = dict(subscription.handlers)
        self._urgent = subscription.urgent
        self._work = work
        self._registry = registry
        self._parking = Parking(self._name, registry)
        self._retry_seconds = retry_seconds
        self._patience_seconds = patience_seconds
        self._outage: str | None = None
        self._rebuilder = (
            Rebuilder(
                self._name,
                states,
                work=work,
                registry=registry,
                handles=self._handlers,
                handle=self._handle,
            )
            if states
            else None
        )

    async def run(self) -> None:
        """Follows the owner until cancelled; an owner or a database that is away is waited for."""
        while True:
            try:
                await self._follow_or_begin_again()
            except (FeedUnavailable, OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
                self._tell_of_outage(str(error) or type(error).__name__)
                await asyncio.sleep(_OUTAGE_SECONDS)

    async def _follow_or_begin_again(self) -> None:
        try:
            await self.follow()
        except LogReplaced:
            log.warning("log_replaced", consumer=self._name)
            await self._begin_again(oldest=0)
        except PositionGone as gone:
            if gone.is_new:
                log.info("begins_from_states", consumer=self._name)
            else:
                log.warning("position_gone", consumer=self._name, oldest=gone.oldest)
            await self._begin_again(oldest=gone.oldest)
            await gone.begun_again()

    async def _begin_again(self, *, oldest: int) -> None:
        """From the states of the owner if it has any, else from the oldest event that is kept."""
        if self._rebuilder is not None:
            await self._rebuilder.rebuild(oldest=oldest)
            return
        async with self._work() as unit:
            await unit.connection.execute(_FROM, self._name, max(oldest - 1, 0))

    def _tell_of_outage(self, error: str) -> None:
        # Once an outage, not once a second: an owner that is stopped for a night must not fill the log.
        if error != self._outage:
            log.warning("consumer_waits", consumer=self._name, error=error)
        self._outage = error

    async def follow(self) -> None:
        """Reads and applies, batch after batch."""
        async with self._work() as unit:
            cursor = await unit.connection.fetchrow(_START, self._name)
        position, identity = (cursor["position"], cursor["log"]) if cursor else (0, None)
        while True:
            heard = await self._bus.read(position, types=list(self._handlers), log=identity)
            await self.apply(heard.events, upto=heard.next, log_id=heard.log)
            await heard.applied()
            lag.behind[self._name] = heard.behind
            self._outage = None
            position, identity = heard.next, heard.log

    async def apply(self, events: list[Event], *, upto: int, log_id: UUID | None) -> None:
        """Applies events and stores the position, whatever happens to single ones."""
        # Kafka may hold an event twice in one batch: the inbox tells batches apart, not the events of one.
        events = list({event.event_id: event for event in events}.values())
        if self._rebuilder is not None:
            events = await self._rebuilder.newer(events)
        try:
            await self._apply_together(events, upto, log_id)
        except AWAY:
            raise
        except Exception as error:
            log.warning("batch_applied_apart", consumer=self._name, error=type(error).__name__)
            await self._apply_apart(events)
            await self._apply_together([], upto, log_id)

    async def _apply_together(self, events: list[Event], upto: int, log_id: UUID | None) -> None:
        async with self._work() as unit:
            await self._apply_in(unit, events)
            await unit.connection.execute(_MOVE, self._name, upto, log_id)

    async def _apply_apart(self, events: list[Event]) -> None:
        """Half by half, down to the one that fails: an event in five hundred must not cost as many transactions."""
        if len(events) == 1:
            await self._apply_or_park(events[0])
            return
        middle = len(events) // 2
        for half in (events[:middle], events[middle:]):
            try:
                await self._apply_some(half)
            except AWAY:
                raise
            except Exception:
                # It is tried again in smaller parts, and the one that fails is told of by itself.
                await self._apply_apart(half)

    async def _apply_some(self, events: list[Event]) -> None:
        async with self._work() as unit:
            await self._apply_in(unit, events)

    async def _apply_in(self, unit: U, events: list[Event]) -> None:
        """In one transaction: what is new is applied, and what follows a parked event is parked behind it."""
        if not events:
            return
        parked = await self._parking.keys(unit.connection)
        behind = [event for event in events if event.key in parked and event.type not in self._urgent]
        for event in behind:
            await self._parking.park(
                unit.connection, event, "An earlier event of this key is parked.", attempts=0
            )
        waiting = {event.event_id for event in behind}
        ids = [event.event_id for event in events if event.event_id not in waiting]
        new = {row["event_id"] for row in await unit.connection.fetch(_NEW_MANY, self._name, ids)}
        for event in events:
            if event.event_id in new:
                await self._handle(event, joined_to(unit))

    async def _apply_or_park(self, event: Event) -> None:
        failure = await self._failure_of(event)
        if failure is None:
            return
        log.error(
            "event_parked", consumer=self._name, event_id=event.event_id, type=event.type, key=event.key
        )
        async with self._work() as unit:
            await self._parking.park(unit.connection, event, failure, attempts=_ATTEMPTS)

    async def _failure_of(self, event: Event) -> str | None:
        """Why an event cannot be applied, after three attempts; waiting for others counts only after a minute."""
        attempts, failure = 0, ""
        patience = time.monotonic() + self._patience_seconds
        while attempts < _ATTEMPTS:
            try:
                await self._apply_some([event])
            except AWAY:
                raise
            except CROWDED as error:
                attempts += time.monotonic() > patience
                failure = f"{type(error).__name__}: {error}"
            except Exception as error:
                attempts += 1
                failure = f"{type(error).__name__}: {error}"
            else:
                return None
            await asyncio.sleep(self._retry_seconds * (attempts < _ATTEMPTS))
        return failure

    async def _handle(self, event: Event, work: Work[U]) -> None:
        message: Message = self._registry.parse(event)
        with span(f"consume {event.type}", parent=event.traceparent):
            await self._handlers[event.type](message, work)
            if current_traceparent() is not None:
                # What comes of it leaves under its trace, and not under that of the end of the batch.
                async with work() as unit:
                    await unit.flush()

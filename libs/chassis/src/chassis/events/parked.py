"""What a consumer could not apply and set aside: seen by key, and drained in order when its cause is mended."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import asyncpg

from chassis.database.pool import Pool
from chassis.events.cloudevents import Event, Registry, from_json
from chassis.events.consumer import Handler, Subscription
from chassis.telemetry import get_logger
from chassis.work.unit import Unit, UnitOfWork, joined_to

log = get_logger()

U = TypeVar("U", bound=Unit)

_LIST = """
select consumer, key, count(*) as events, min(first_at) as since,
       (array_agg(event->>'type' order by position))[1] as type, (array_agg(error order by position))[1] as error
from parked where resolved_at is null and ($1::text is null or key = $1)
group by consumer, key order by min(first_at), key
"""
_KEYS = """
select key from parked where consumer = $1 and resolved_at is null and ($2::text is null or key = $2)
group by key order by min(position)
"""
# Locked until it is settled: of two replays at once, one waits and then finds it done.
_FIRST = """
select position, event from parked where consumer = $1 and key = $2 and resolved_at is null
order by position limit 1 for update
"""
_NEW = "insert into inbox (consumer, event_id) values ($1, $2) on conflict do nothing returning true"
_GIVE_UP = """
update parked set resolved_at = clock_timestamp(), error = left('Given up by an operator: ' || error, 2000)
where consumer = $1 and position = $2
"""
_RESOLVE = "update parked set resolved_at = clock_timestamp() where consumer = $1 and position = $2"
_FAILED = """
update parked set error = $3, attempts = attempts + 1, last_at = clock_timestamp()
where consumer = $1 and key = $2 and position = (
    select min(position) from parked where consumer = $1 and key = $2 and resolved_at is null)
"""


@dataclass(frozen=True, slots=True)
class ParkedKey:
    """A key of which nothing is applied any more: how many events wait, and what the first one failed with."""

    consumer: str
    key: str
    events: int
    since: Any
    type: str
    error: str


@dataclass(frozen=True, slots=True)
class Drained:
    """What a replay came to: events applied, and for each key that failed again its error."""

    applied: int
    failed: Mapping[str, str]


async def list_parked(pool: Pool, *, key: str | None = None) -> list[ParkedKey]:
    """Everything that is parked, the longest waiting first."""
    return [ParkedKey(**dict(row)) for row in await pool.fetch(_LIST, key)]


class Replay(Generic[U]):
    """Applies what one consumer has parked. It may run beside the consumer.

    A key stays parked until its last event is applied, so whatever arrives of it meanwhile is parked behind the
    others; each event is applied, remembered in the inbox and settled in one transaction.
    """

    def __init__(
        self, name: str, subscription: Subscription[U], *, work: UnitOfWork[U], registry: Registry
    ) -> None:
        self._name = f"{name}<{subscription.owner}"
        self._handlers: Mapping[str, Handler[U]] = dict(subscription.handlers)
        self._work = work
        self._registry = registry

    async def drain(self, *, key: str | None = None) -> Drained:
        """Key by key in the order of positions; a key that fails again is left where it failed."""
        applied, failed = 0, {}
        async with self._work() as unit:
            keys = [row["key"] for row in await unit.connection.fetch(_KEYS, self._name, key)]
        for each in keys:
            try:
                while await self._apply_first(each):
                    applied += 1
            except (OSError, asyncpg.PostgresConnectionError, asyncpg.InterfaceError):
                raise
            except Exception as error:
                failed[each] = f"{type(error).__name__}: {error}"
                await self._remember(each, failed[each])
        return Drained(applied, failed)

    async def skip(self, key: str) -> Event | None:
        """Gives up the first event of a key, which nobody can mend, for ever; None when nothing of it is parked.

        It counts as heard, so that no replay and no repeated delivery applies it; those behind it can be drained.
        """
        async with self._work() as unit:
            row = await unit.connection.fetchrow(_FIRST, self._name, key)
            if row is None:
                return None
            event = from_json(row["event"], self._registry)
            await unit.connection.fetchval(_NEW, self._name, event.event_id)
            await unit.connection.execute(_GIVE_UP, self._name, row["position"])
        log.warning("event_given_up", consumer=self._name, event_id=event.event_id, type=event.type, key=key)
        return event

    async def _apply_first(self, key: str) -> bool:
        async with self._work() as unit:
            row = await unit.connection.fetchrow(_FIRST, self._name, key)
            if row is None:
                return False
            event = from_json(row["event"], self._registry)
            if await unit.connection.fetchval(_NEW, self._name, event.event_id):
                await self._handlers[event.type](self._registry.parse(event), joined_to(unit))
            await unit.connection.execute(_RESOLVE, self._name, row["position"])
            return True

    async def _remember(self, key: str, error: str) -> None:
        async with self._work() as unit:
            await unit.connection.execute(_FAILED, self._name, key, error[:2000])

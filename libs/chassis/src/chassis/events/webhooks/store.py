"""What a service knows of webhooks: their place in its log, what is owed to each, and every attempt."""

from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from chassis.database.pool import Connection, Pool
from chassis.events.event import Event
from chassis.events.webhooks.schedule import Outcome
from chassis.events.webhooks.sealing import Sealer, Unsealable
from chassis.events.webhooks.signing import NotASecret, SharedSecret
from chassis.ids import new_id
from chassis.telemetry import get_logger

log = get_logger()

_ACTIVE = "select * from webhook where state = 'ACTIVE' order by id"
_CURRENT = "select true from webhook where id = $1 and epoch = $2 for update"
_DUE = """
select position, attempts from webhook_owed
where webhook_id = $1 and next_at <= $2 order by position limit $3
"""
_KEYS_OWED = "select key from webhook_owed where webhook_id = $1"
_OWE = """
insert into webhook_owed (webhook_id, position, key, attempts, next_at) values ($1, $2, $3, $4, $5)
on conflict (webhook_id, position) do update set attempts = excluded.attempts, next_at = excluded.next_at
"""
_SETTLE = "delete from webhook_owed where webhook_id = $1 and position = $2 returning key"
# The next of the key may go only when nothing of it is before it.
_RELEASE = """
update webhook_owed set next_at = $3 where webhook_id = $1 and next_at is null and position = (
    select min(position) from webhook_owed where webhook_id = $1 and key = $2)
"""
_RECORD = """
insert into webhook_attempt (id, webhook_id, position, event_type, attempt, at, outcome, delivered)
values ($1, $2, $3, $4, $5, $6, $7, false)
"""
# What a delivery that was taken changes, if the webhook is still as it was read: the attempt is kept, what was owed is
# owed no more and the next of its key may go, the place moves, and the receiver is well.
_DELIVERED = """
with current as (select id from webhook where id = $1 and epoch = $2 for update),
recorded as (
    insert into webhook_attempt (id, webhook_id, position, event_type, attempt, at, outcome, delivered)
    select $6, id, $3, $7, $8, $4, $9, true from current),
settled as (
    delete from webhook_owed using current where webhook_id = current.id and position = $3
    returning webhook_id, key),
released as (
    update webhook_owed as owed set next_at = $4 from settled
    where owed.webhook_id = settled.webhook_id and owed.key = settled.key and owed.next_at is null
      and owed.position = (select min(position) from webhook_owed as later
                           where later.webhook_id = $1 and later.key = settled.key and later.position <> $3))
update webhook set failing_since = null, position = case when $5 then greatest(position, $3) else position end
where id = (select id from current) returning true
"""
_MOVE = "update webhook set position = greatest(position, $3) where id = $1 and epoch = $2 returning true"
_WAIT = """
insert into webhook_owed (webhook_id, position, key) values ($1, $2, $3) on conflict do nothing
"""
_PLACE = """
update webhook set position = $3, log = (select log from event_log_head), epoch = epoch + 1
where id = $1 and epoch = $2
"""
_FAILING = """
update webhook set failing_since = coalesce(failing_since, $2) where id = $1 returning failing_since
"""
_STOP = """
update webhook set stopped = $2, reason = $3, stopped_at = clock_timestamp(), epoch = epoch + 1
where id = $1 and ($4::bigint is null or epoch = $4) returning true
"""
_GO_ON = """
update webhook set stopped = null, reason = null, stopped_at = null, failing_since = null, epoch = epoch + 1
where id = $1 returning true
"""
FORGET_ATTEMPTS = "delete from webhook_attempt where at < now() - interval '30 days'"


class Stopped(StrEnum):
    """Why this service does not deliver although the owner wishes it."""

    GONE = "GONE"
    FAILING = "FAILING"
    HELD = "HELD"


class Superseded(Exception):
    """The webhook was changed, set back or deleted while a delivery was under way; the next look sees how it is."""


@dataclass(frozen=True, slots=True)
class Webhook:
    """Where an integrator wants its events, from which position, and the secrets that sign them, the newest first.

    `types` are the kinds of event it wants; None is all that its contract shows.
    """

    id: UUID
    contract_id: UUID
    url: str
    secrets: tuple[SharedSecret, ...]
    log: UUID
    position: int
    epoch: int
    types: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Owed:
    """A delivery that has failed so often."""

    position: int
    attempts: int


@dataclass(frozen=True, slots=True)
class Attempt:
    """The how-manieth attempt for an event, and what came of it; `is_next` where it is the next of the log."""

    event: Event
    number: int
    at: datetime
    outcome: Outcome
    is_next: bool


class Webhooks:
    """The tables of one service."""

    def __init__(self, pool: Pool, sealer: Sealer) -> None:
        self._pool = pool
        self._sealer = sealer

    async def active(self, *, now: datetime, connection: Connection | None = None) -> list[Webhook]:
        """Those that are sent to, with the secrets that are valid now; one whose secrets cannot be read is held."""
        found = []
        for row in await (connection or self._pool).fetch(_ACTIVE):
            try:
                found.append(_webhook(row, self._sealer, now))
            except (NotASecret, Unsealable) as reason:
                log.error("webhook_secret_unreadable", webhook=row["id"], reason=str(reason))
                await self.stop(
                    row["id"], Stopped.HELD, reason="The secret cannot be read: ask the operator."
                )
        return found

    async def due(self, webhook: Webhook, *, now: datetime, limit: int) -> list[Owed]:
        """What is to be tried again now, the oldest first."""
        rows = await self._pool.fetch(_DUE, webhook.id, now, limit)
        return [Owed(row["position"], row["attempts"]) for row in rows]

    async def keys_owed(self, webhook: Webhook) -> list[str]:
        """The key of every delivery that is owed."""
        return [row["key"] for row in await self._pool.fetch(_KEYS_OWED, webhook.id)]

    async def wait_behind(self, webhook: Webhook, event: Event) -> None:
        """An earlier event of this key is owed: this one comes after it. Raises Superseded."""
        async with self._current(webhook) as connection:
            await connection.execute(_WAIT, webhook.id, event.position, event.key)
            await connection.execute(_MOVE, webhook.id, webhook.epoch, event.position)

    async def delivered(self, webhook: Webhook, made: Attempt) -> None:
        """The receiver took it: one statement, for this is what happens all day. Raises Superseded."""
        event = made.event
        done = await self._pool.fetchval(
            _DELIVERED,
            webhook.id,
            webhook.epoch,
            event.position,
            made.at,
            made.is_next,
            new_id(),
            event.type,
            made.number,
            str(made.outcome),
        )
        if not done:
            raise Superseded

    async def failed(self, webhook: Webhook, made: Attempt, *, again: datetime | None) -> datetime:
        """It was not taken: to be tried again, or given up; returns since when the receiver has taken nothing.

        Raises Superseded.
        """
        event = made.event
        async with self._current(webhook) as connection:
            facts = (event.position, event.type, made.number, made.at, str(made.outcome))
            await connection.execute(_RECORD, new_id(), webhook.id, *facts)
            if again is None:
                await _settle(connection, webhook, event.position, made.at)
            else:
                await connection.execute(_OWE, webhook.id, event.position, event.key, made.number, again)
            if made.is_next:
                await connection.execute(_MOVE, webhook.id, webhook.epoch, event.position)
            since: datetime = await connection.fetchval(_FAILING, webhook.id, made.at)
            return since

    async def withdrawn(self, webhook: Webhook, position: int, *, at: datetime) -> None:
        """What is owed there is no longer kept, or no longer for this reader. Raises Superseded."""
        async with self._current(webhook) as connection:
            await _settle(connection, webhook, position, at)

    async def moved_on(self, webhook: Webhook, position: int) -> None:
        """Everything up to a position was taken, or is owed. Raises Superseded."""
        if not await self._pool.fetchval(_MOVE, webhook.id, webhook.epoch, position):
            raise Superseded

    async def place(self, webhook: Webhook, position: int) -> None:
        """The position that was kept leads nowhere: deliveries go on from another one."""
        await self._pool.execute(_PLACE, webhook.id, webhook.epoch, position)

    async def stop(
        self, webhook_id: UUID, stopped: Stopped, *, reason: str, epoch: int | None = None
    ) -> bool:
        """Nothing more is sent, until somebody lets it go on; False when there is none (of this epoch, if given)."""
        return bool(await self._pool.fetchval(_STOP, webhook_id, stopped.value, reason, epoch))

    async def go_on(self, webhook_id: UUID) -> bool:
        """Deliveries begin again where they ended; False when there is no such webhook."""
        return bool(await self._pool.fetchval(_GO_ON, webhook_id))

    async def all(self) -> Sequence[Any]:
        """Every webhook, for an operator to see."""
        return await self._pool.fetch(
            "select id, contract_id, url, state, reason, position, failing_since, "
            "(select count(*) from webhook_owed where webhook_id = webhook.id) as owed from webhook order by id"
        )

    @asynccontextmanager
    async def _current(self, webhook: Webhook) -> AsyncIterator[Connection]:
        """A transaction on a webhook that is still as it was read."""
        async with self._pool.acquire() as connection, connection.transaction():
            if not await connection.fetchval(_CURRENT, webhook.id, webhook.epoch):
                raise Superseded
            yield connection


async def _settle(connection: Connection, webhook: Webhook, position: int, at: datetime) -> None:
    key = await connection.fetchval(_SETTLE, webhook.id, position)
    if key is not None:
        await connection.execute(_RELEASE, webhook.id, key, at)


def _webhook(row: Any, sealer: Sealer, now: datetime) -> Webhook:
    return Webhook(
        id=row["id"],
        contract_id=row["contract_id"],
        url=row["url"],
        secrets=tuple(opened(row["secrets"], sealer, of=row["id"], now=now)),
        types=tuple(row["types"]) if row["types"] is not None else None,
        log=row["log"],
        position=row["position"],
        epoch=row["epoch"],
    )


def opened(kept: Sequence[Any], sealer: Sealer, *, of: UUID, now: datetime) -> Iterable[SharedSecret]:
    """The secrets that are valid now, the newest first. Raises Unsealable."""
    for each in kept:
        if each["until"] is None or datetime.fromisoformat(each["until"]) > now:
            yield SharedSecret.parse(sealer.open(each["sealed"], of=str(of)))

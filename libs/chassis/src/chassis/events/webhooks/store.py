"""What is known of webhooks: their place in the log, what is owed to each, and every attempt."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from chassis.database.pool import Pool
from chassis.events.event import Event
from chassis.events.webhooks.schedule import Outcome
from chassis.events.webhooks.signing import SharedSecret

_SECRETS_AT_ONCE = 2

_ADD = "insert into webhook (id, client, url, secrets, topics, types, position) values ($1, $2, $3, $4, $5, $6, $7)"
_ACTIVE = "select * from webhook where state = 'ACTIVE' order by id"
_DUE = """
select position, attempts from webhook_owed
where webhook_id = $1 and next_at <= $2 order by position limit $3
"""
_KEYS_OWED = "select key from webhook_owed where webhook_id = $1"
_OWE = """
insert into webhook_owed (webhook_id, position, key, attempts, next_at) values ($1, $2, $3, $4, $5)
on conflict (webhook_id, position) do update set attempts = excluded.attempts, next_at = excluded.next_at
"""
_SETTLE = "delete from webhook_owed where webhook_id = $1 and position = $2"
# The next of the key may go only when nothing of it is before it.
_RELEASE = """
update webhook_owed set next_at = $3 where webhook_id = $1 and next_at is null and position = (
    select min(position) from webhook_owed where webhook_id = $1 and key = $2)
"""
_RECORD = """
insert into webhook_attempt (webhook_id, position, attempt, at, outcome, delivered) values ($1, $2, $3, $4, $5, $6)
on conflict do nothing
"""
_MOVE = "update webhook set position = $2 where id = $1 and position < $2"
_WELL = "update webhook set failing_since = null where id = $1 and failing_since is not null"
_FAILING = """
update webhook set failing_since = coalesce(failing_since, $2) where id = $1 returning failing_since
"""
_SET_STATE = "update webhook set state = $2, reason = $3 where id = $1"
_REPLAY = (
    "update webhook set position = $2, state = 'ACTIVE', reason = null, failing_since = null where id = $1"
)
_ROTATE = "update webhook set secrets = ($2::text || secrets)[1:$3] where id = $1"


class State(StrEnum):
    """Whether a webhook is sent to."""

    ACTIVE = "ACTIVE"
    PAUSED = "PAUSED"
    DISABLED = "DISABLED"


@dataclass(frozen=True, slots=True)
class Webhook:
    """Where an office wants its events, from which position, and the secrets that sign them (the newest first)."""

    id: UUID
    client: str
    url: str
    secrets: tuple[SharedSecret, ...]
    topics: tuple[str, ...]
    position: int
    types: tuple[str, ...] | None = None
    failing_since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Owed:
    """A delivery that has failed so often."""

    position: int
    attempts: int


class Webhooks:
    """The tables of one service."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    async def add(self, webhook: Webhook) -> None:
        """A new webhook; it hears what comes after its position."""
        secrets = [str(secret) for secret in webhook.secrets]
        types = list(webhook.types) if webhook.types is not None else None
        await self._pool.execute(
            _ADD,
            webhook.id,
            webhook.client,
            webhook.url,
            secrets,
            list(webhook.topics),
            types,
            webhook.position,
        )

    async def active(self) -> list[Webhook]:
        """Those that are sent to."""
        return [_webhook(row) for row in await self._pool.fetch(_ACTIVE)]

    async def due(self, webhook: Webhook, *, now: datetime, limit: int) -> list[Owed]:
        """What is to be tried again now, the oldest first."""
        rows = await self._pool.fetch(_DUE, webhook.id, now, limit)
        return [Owed(row["position"], row["attempts"]) for row in rows]

    async def keys_owed(self, webhook: Webhook) -> list[str]:
        """The key of every delivery that is owed."""
        return [row["key"] for row in await self._pool.fetch(_KEYS_OWED, webhook.id)]

    async def wait_behind(self, webhook: Webhook, event: Event) -> None:
        """An earlier event of this key is owed: this one comes after it."""
        await self._pool.execute(_OWE, webhook.id, event.position, event.key, 0, None)

    async def delivered(
        self, webhook: Webhook, event: Event, outcome: Outcome, *, attempt: int, at: datetime
    ) -> None:
        """The receiver took it."""
        async with self._pool.acquire() as connection, connection.transaction():
            await connection.execute(_RECORD, webhook.id, event.position, attempt, at, str(outcome), True)
            await connection.execute(_WELL, webhook.id)
            await _settle(connection, webhook, event, at)

    async def failed(
        self,
        webhook: Webhook,
        event: Event,
        outcome: Outcome,
        *,
        attempt: int,
        at: datetime,
        again: datetime | None,
    ) -> datetime:
        """It was not taken: to be tried again, or given up; returns since when the receiver has taken nothing."""
        async with self._pool.acquire() as connection, connection.transaction():
            await connection.execute(_RECORD, webhook.id, event.position, attempt, at, str(outcome), False)
            if again is None:
                await _settle(connection, webhook, event, at)
            else:
                await connection.execute(_OWE, webhook.id, event.position, event.key, attempt, again)
            since: datetime = await connection.fetchval(_FAILING, webhook.id, at)
            return since

    async def moved_on(self, webhook: Webhook, position: int) -> None:
        """Everything up to a position was taken, or is owed."""
        await self._pool.execute(_MOVE, webhook.id, position)

    async def set_state(self, webhook_id: UUID, state: State, *, reason: str | None = None) -> None:
        """Pause, resume or disable."""
        await self._pool.execute(_SET_STATE, webhook_id, state.value, reason)

    async def replay(self, webhook_id: UUID, *, after: int) -> None:
        """Send everything after a position again; what was owed is part of that."""
        async with self._pool.acquire() as connection, connection.transaction():
            await connection.execute("delete from webhook_owed where webhook_id = $1", webhook_id)
            await connection.execute(_REPLAY, webhook_id, after)

    async def rotate(self, webhook_id: UUID, secret: SharedSecret) -> None:
        """A new secret; the one before it signs as well until the next rotation."""
        await self._pool.execute(_ROTATE, webhook_id, str(secret), _SECRETS_AT_ONCE)

    async def attempts(self, webhook_id: UUID, *, limit: int = 100) -> Sequence[Any]:
        """The latest attempts, for the office to see."""
        return await self._pool.fetch(
            "select position, attempt, at, outcome, delivered from webhook_attempt "
            "where webhook_id = $1 order by at desc limit $2",
            webhook_id,
            limit,
        )


async def _settle(connection: Any, webhook: Webhook, event: Event, at: datetime) -> None:
    await connection.execute(_SETTLE, webhook.id, event.position)
    await connection.execute(_RELEASE, webhook.id, event.key, at)


def _webhook(row: Any) -> Webhook:
    return Webhook(
        id=row["id"],
        client=row["client"],
        url=row["url"],
        secrets=tuple(SharedSecret.parse(text) for text in row["secrets"]),
        topics=tuple(row["topics"]),
        types=tuple(row["types"]) if row["types"] is not None else None,
        position=row["position"],
        failing_since=row["failing_since"],
    )

"""How a service hears of webhooks: the registry of subscriptions tells each change, and every service keeps a copy."""

from collections.abc import Iterable, Mapping
from datetime import UTC
from typing import Any, Protocol
from uuid import UUID

from google.protobuf.timestamp_pb2 import Timestamp

from chassis.events.consumer import Handler
from chassis.work.unit import Unit, Work

# A new webhook hears what was told after it was made, however late this service hears of it.
_COPY = """
insert into webhook as known (id, contract_id, url, types, secrets, paused, log, position)
values ($1, $2, $3, $4, $5, $6, (select log from event_log_head), coalesce(
    (select position from event_log where created_at <= $7 order by position desc limit 1), 0))
on conflict (id) do update set
    url = excluded.url, types = excluded.types, secrets = excluded.secrets, paused = excluded.paused,
    stopped = case when known.stopped = 'HELD' then known.stopped end,
    reason = case when known.stopped = 'HELD' then known.reason end,
    stopped_at = case when known.stopped = 'HELD' then known.stopped_at end,
    failing_since = null, epoch = known.epoch + 1, changed_at = clock_timestamp()
"""
_FORGET = "delete from webhook where id = $1"
_OWES_NOTHING = "delete from webhook_owed where webhook_id = $1"
_REPLAY = """
update webhook set position = least($2, head.position), log = head.log, failing_since = null,
    stopped = case when stopped = 'HELD' then stopped end, reason = case when stopped = 'HELD' then reason end,
    stopped_at = case when stopped = 'HELD' then stopped_at end,
    epoch = epoch + 1, changed_at = clock_timestamp()
from event_log_head as head where webhook.id = $1
"""


class Secret(Protocol):
    """A secret as it travels: sealed, and until when it signs."""

    sealed: str
    until: Timestamp

    def HasField(self, field_name: Any, /) -> bool: ...  # noqa: N802 - Protobuf's own name.


class Changed(Protocol):
    """The whole of what is known of a subscription now; without `types` it is all that its contract shows."""

    webhook_id: str
    contract_id: str
    url: str
    types: Any
    secrets: Any
    is_paused: bool
    created_at: Timestamp


class Deleted(Protocol):
    """A subscription is no more."""

    webhook_id: str


class ReplayRequested(Protocol):
    """One service is to send everything after a position again."""

    webhook_id: str
    service: str
    after: int


def webhook_handlers(here: str, *, owner: str) -> Mapping[str, Handler[Any]]:
    """What a service does when the owner of subscriptions tells of one; `here` is the service itself."""

    async def on_replay_requested(message: ReplayRequested, work: Work[Unit]) -> None:
        if message.service == here:
            async with work() as unit:
                await unit.connection.execute(_OWES_NOTHING, UUID(message.webhook_id))
                await unit.connection.execute(_REPLAY, UUID(message.webhook_id), message.after)

    return {
        f"bilim.{owner}.WebhookChanged.v1": on_webhook_changed,
        f"bilim.{owner}.WebhookDeleted.v1": on_webhook_deleted,
        f"bilim.{owner}.WebhookReplayRequested.v1": on_replay_requested,
    }


async def on_webhook_changed(message: Changed, work: Work[Unit]) -> None:
    """The copy is as its owner wishes; what the receiver had stopped goes on, what an operator held does not."""
    async with work() as unit:
        await unit.connection.execute(
            _COPY,
            UUID(message.webhook_id),
            UUID(message.contract_id),
            message.url,
            list(message.types) or None,
            _kept(message.secrets),
            message.is_paused,
            message.created_at.ToDatetime(UTC),
        )


async def on_webhook_deleted(message: Deleted, work: Work[Unit]) -> None:
    """Nothing is sent any more, and nothing of it is kept."""
    async with work() as unit:
        await unit.connection.execute(_FORGET, UUID(message.webhook_id))


def _kept(secrets: Iterable[Secret]) -> list[dict[str, str | None]]:
    return [
        {
            "sealed": secret.sealed,
            "until": secret.until.ToDatetime(UTC).isoformat() if secret.HasField("until") else None,
        }
        for secret in secrets
    ]

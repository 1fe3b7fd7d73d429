"""Brings each webhook what is new and what it is owed; events of one key never change places."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime
from uuid import UUID

from chassis.events.bells import Bells
from chassis.events.cloudevents import to_json
from chassis.events.event import Event
from chassis.events.log import EventLog
from chassis.events.ownership import BEAT_SECONDS, owned
from chassis.events.registry import Registry
from chassis.events.webhooks.schedule import Chance, Outcome, has_lost_patience, next_attempt
from chassis.events.webhooks.sending import Sender
from chassis.events.webhooks.signing import Signer, SigningKey
from chassis.events.webhooks.store import State, Webhook, Webhooks

# A receiver that takes nothing owes us at most so many rows; the rest stays in the log.
MOST_OWED = 100
_PAGE = 20
_OWNER_LOCK = 7_246_404

Now = Callable[[], datetime]
Notice = Callable[[Webhook, str], Awaitable[None]]
"""Tells an office that it gets nothing any more, and why."""


class Deliverer:
    """Delivers one service's log; `run` until it is cancelled."""

    def __init__(
        self,
        webhooks: Webhooks,
        log: EventLog,
        *,
        sender: Sender,
        registry: Registry,
        signing_key: SigningKey,
        notice: Notice,
        now: Now,
        chance: Chance,
    ) -> None:
        self._webhooks = webhooks
        self._log = log
        self._sender = sender
        self._registry = registry
        self._key = signing_key
        self._notice = notice
        self._now = now
        self._chance = chance

    async def run(self, url: str, bells: Bells) -> None:
        """Deliver while this process is the owner; each webhook at its own pace."""
        serving: dict[UUID, asyncio.Task[None]] = {}
        async with (
            owned(url, _OWNER_LOCK, application="webhooks") as connection,
            asyncio.TaskGroup() as tasks,
        ):
            while True:
                rings = bells.event_log.rings
                for webhook in await self._webhooks.active():
                    # A slow receiver keeps nobody waiting but itself.
                    if webhook.id not in serving or serving[webhook.id].done():
                        serving[webhook.id] = tasks.create_task(self._serve(webhook))
                await bells.event_log.wait(since=rings, seconds=BEAT_SECONDS)
                await connection.execute("select 1")

    async def turn(self) -> None:
        """One look at every webhook."""
        for webhook in await self._webhooks.active():
            await self._serve(webhook)

    async def _serve(self, webhook: Webhook) -> None:
        for owed in await self._webhooks.due(webhook, now=self._now(), limit=_PAGE):
            page = await self._log.read(owed.position - 1, topics=webhook.topics, limit=1)
            if not await self._attempt(webhook, page.events[0], attempts=owed.attempts):
                return
        await self._bring_new(webhook)

    async def _bring_new(self, webhook: Webhook) -> None:
        keys = await self._webhooks.keys_owed(webhook)
        if len(keys) >= MOST_OWED:
            return
        page = await self._log.read(webhook.position, topics=webhook.topics, types=webhook.types, limit=_PAGE)
        for event in page.events:
            if event.key in keys:
                await self._webhooks.wait_behind(webhook, event)
            elif not await self._attempt(webhook, event, attempts=0):
                # One failure a turn: a receiver that is down is not asked for every event of the page.
                await self._webhooks.moved_on(webhook, event.position)
                return
            await self._webhooks.moved_on(webhook, event.position)
        await self._webhooks.moved_on(webhook, page.next)

    async def _attempt(self, webhook: Webhook, event: Event, *, attempts: int) -> bool:
        """One attempt and what follows from it; whether it was taken."""
        body = to_json(event, self._registry)
        signers: list[Signer] = [*webhook.secrets, self._key]
        outcome = await self._sender.send(webhook.url, event_id=event.event_id, body=body, signers=signers)
        if outcome.delivered:
            await self._webhooks.delivered(webhook, event, outcome, attempt=attempts + 1, at=self._now())
        else:
            await self._failed(webhook, event, outcome, attempt=attempts + 1)
        return outcome.delivered

    async def _failed(self, webhook: Webhook, event: Event, outcome: Outcome, *, attempt: int) -> None:
        now = self._now()
        again = next_attempt(outcome, attempts=attempt, now=now, chance=self._chance)
        since = await self._webhooks.failed(webhook, event, outcome, attempt=attempt, at=now, again=again)
        if outcome.gone:
            await self._disable(webhook, "The receiver answered 410: it wants nothing any more.")
        elif has_lost_patience(since, now=now):
            await self._disable(webhook, f"The receiver has taken nothing since {since:%Y-%m-%d %H:%M} UTC.")

    async def _disable(self, webhook: Webhook, reason: str) -> None:
        await self._webhooks.set_state(webhook.id, State.DISABLED, reason=reason)
        await self._notice(webhook, reason)

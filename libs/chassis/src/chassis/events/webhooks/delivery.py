"""Brings each webhook what is new and what it is owed; events of one key never change places."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

import asyncpg

from chassis.events.bells import Bells
from chassis.events.blame import AWAY
from chassis.events.cloudevents import to_json
from chassis.events.contracts import Channel, Contracts, NoContract, Sight
from chassis.events.event import Event
from chassis.events.log import EventLog, LogReplaced, Page, PositionGone
from chassis.events.ownership import BEAT_SECONDS, owned
from chassis.events.registry import EventType, Registry
from chassis.events.webhooks.schedule import (
    STANDARD,
    Chance,
    Schedule,
    has_lost_patience,
    next_attempt,
)
from chassis.events.webhooks.sending import Sender
from chassis.events.webhooks.signing import Signer
from chassis.events.webhooks.store import Attempt, Owed, Stopped, Superseded, Webhook, Webhooks
from chassis.telemetry import get_logger

log = get_logger()

# A receiver that takes nothing owes us at most so many rows; the rest stays in the log.
MOST_OWED = 100
_PAGE = 20
# After so many pages it is looked at anew: a secret may have ended meanwhile.
_PAGES_A_TURN = 50
_OWNER_LOCK = 7_246_404
_PAUSE_AFTER_ERROR_SECONDS = 30.0
_PAUSE_WITHOUT_DATABASE_SECONDS = 1.0

Now = Callable[[], datetime]
Notice = Callable[[Webhook, str], Awaitable[None]]
"""Tells that a webhook gets nothing any more, and why."""


@dataclass(frozen=True, slots=True)
class Source:
    """A service's log, what its events are, and the contracts that open it.

    `trial` is the kind of event by which a webhook is tried, where this service tells it: each goes to the one
    webhook that it names as its key, whatever the contract says.
    """

    log: EventLog
    registry: Registry
    contracts: Contracts
    trial: EventType | None = None

    async def after(self, position: int, webhook: Webhook, sight: Sight, *, limit: int) -> Page:
        """The next events that may be for a webhook. Raises LogReplaced or PositionGone."""
        trial = (self.trial,) if self.trial else ()
        types = [*webhook.types, *(each.name for each in trial)] if webhook.types is not None else None
        topics = [*sight.topics, *(each.topic for each in trial)]
        return await self.log.read(
            position, topics=topics, types=types, places=sight.places, limit=limit, log=webhook.log
        )

    async def at(self, position: int, webhook: Webhook, sight: Sight) -> Event | None:
        """The event there as the webhook may see it; None when it is no longer kept or no longer for it."""
        try:
            events = (await self.after(position - 1, webhook, sight, limit=1)).events
        except (LogReplaced, PositionGone):
            return None
        return self.shown(events[0], webhook, sight) if events and events[0].position == position else None

    def shown(self, event: Event, webhook: Webhook, sight: Sight) -> Event | None:
        """The event with what the webhook may not see left out; None when that is everything."""
        if self.trial is not None and event.type == self.trial.name:
            return event if event.key == str(webhook.id) else None
        return sight.shown(event, self.registry)


class Deliverer:
    """Delivers one service's log; `run` until it is cancelled."""

    def __init__(
        self,
        webhooks: Webhooks,
        source: Source,
        *,
        sender: Sender,
        signing_keys: Sequence[Signer],
        notice: Notice,
        now: Now,
        chance: Chance,
        schedule: Schedule = STANDARD,
    ) -> None:
        self._webhooks = webhooks
        self._source = source
        self._sender = sender
        self._keys = signing_keys
        self._notice = notice
        self._now = now
        self._chance = chance
        self._schedule = schedule

    async def run(self, url: str, bells: Bells, *, application: str = "webhooks") -> None:
        """Deliver while this process is the owner, until cancelled; a lost connection is made again."""
        while True:
            try:
                await self._own(url, bells, application)
            except* (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as lost:
                log.warning(
                    "deliverer_lost_connection", of=application, error=type(lost.exceptions[0]).__name__
                )
            await asyncio.sleep(BEAT_SECONDS)

    async def _own(self, url: str, bells: Bells, application: str) -> None:
        """One ownership, from its lock to the first error; each webhook at its own pace."""
        serving: dict[UUID, asyncio.Task[None]] = {}
        async with (
            owned(url, _OWNER_LOCK, application=application) as connection,
            asyncio.TaskGroup() as tasks,
        ):
            while True:
                rings = bells.event_log.rings
                # Asked on the owner's connection, so that it is also the sign of life that keeps the lock.
                for webhook in await self._webhooks.active(now=self._now(), connection=connection):
                    # A slow receiver keeps nobody waiting but itself.
                    if webhook.id not in serving:
                        serving[webhook.id] = tasks.create_task(self._serve_apart(webhook))
                await bells.event_log.wait(since=rings, seconds=BEAT_SECONDS)
                serving = {key: task for key, task in serving.items() if not task.done()}

    async def turn(self) -> None:
        """One look at every webhook."""
        for webhook in await self._webhooks.active(now=self._now()):
            await self._serve(webhook)

    async def _serve_apart(self, webhook: Webhook) -> None:
        """One webhook's turn; what goes wrong with it must not stop the deliveries of the others."""
        try:
            for _ in range(_PAGES_A_TURN):
                place = await self._serve(webhook)
                if place is None:
                    return
                webhook = replace(webhook, position=place)
        except AWAY as error:
            log.warning("webhook_waits", webhook=webhook.id, error=type(error).__name__)
            await asyncio.sleep(_PAUSE_WITHOUT_DATABASE_SECONDS)
        except Exception:
            log.exception("webhook_turn_failed", webhook=webhook.id)
            await asyncio.sleep(_PAUSE_AFTER_ERROR_SECONDS)

    async def _serve(self, webhook: Webhook) -> int | None:
        """What is due and one page of what is new; the place to go on from at once.

        None when there is no more to do now, or when the receiver took nothing: then it is left in peace for a while.
        """
        try:
            # Asked at each turn: a contract that ended shows nothing from then on.
            sight = await self._source.contracts.sight_of([webhook.contract_id])
            due = await self._webhooks.due(webhook, now=self._now(), limit=_PAGE)
            settled = await self._try_again(webhook, due, sight)
            place, is_more = webhook.position, False
            if settled == len(due):
                place, is_more = await self._bring_new(webhook, sight)
            # What was settled lets go what waits behind it.
            return place if is_more or settled else None
        except NoContract:
            return None
        except Superseded:
            log.info("webhook_changed_meanwhile", webhook=webhook.id)
            return None

    async def _try_again(self, webhook: Webhook, due: Sequence[Owed], sight: Sight) -> int:
        """How many were settled before the first that was not taken again."""
        for settled, owed in enumerate(due):
            event = await self._source.at(owed.position, webhook, sight)
            if event is None:
                await self._webhooks.withdrawn(webhook, owed.position, at=self._now())
            elif not await self._attempt(webhook, event, attempts=owed.attempts):
                return settled
        return len(due)

    async def _bring_new(self, webhook: Webhook, sight: Sight) -> tuple[int, bool]:
        """How far the webhook has come, and whether there is more for it at once."""
        keys = await self._webhooks.keys_owed(webhook)
        page = None if len(keys) >= MOST_OWED else await self._next_page(webhook, sight)
        if page is None:
            return webhook.position, False
        shown = [self._source.shown(event, webhook, sight) for event in page.events]
        events = [event for event in shown if event is not None]
        await self._source.contracts.record(sight, channel=Channel.WEBHOOK, events=events)
        taken = 0
        for event in events:
            if event.key in keys:
                await self._webhooks.wait_behind(webhook, event)
                continue
            if not await self._attempt(webhook, event, attempts=0, is_next=True):
                # One failure a page: a receiver that is down is not asked for every event of it.
                return event.position, taken > 0
            taken += 1
        if page.next > webhook.position:
            await self._webhooks.moved_on(webhook, page.next)
        return page.next, page.next < page.head

    async def _next_page(self, webhook: Webhook, sight: Sight) -> Page | None:
        """What is new; None when the place that was kept leads nowhere and another one is kept from now on."""
        try:
            return await self._source.after(webhook.position, webhook, sight, limit=_PAGE)
        except PositionGone as gone:
            log.warning(
                "webhook_missed_events", webhook=webhook.id, after=webhook.position, until=gone.oldest
            )
            await self._webhooks.place(webhook, gone.oldest - 1)
        except LogReplaced:
            log.warning("webhook_log_replaced", webhook=webhook.id, position=webhook.position)
            await self._webhooks.place(webhook, 0)
        return None

    async def _attempt(self, webhook: Webhook, event: Event, *, attempts: int, is_next: bool = False) -> bool:
        """One attempt and what follows from it; whether it was taken. Raises Superseded.

        Where the event is the next of the log, the place moves beyond it, whatever came of the attempt.
        """
        body = to_json(event, self._source.registry)
        signers: list[Signer] = [*webhook.secrets, *self._keys]
        outcome = await self._sender.send(webhook.url, event_id=event.event_id, body=body, signers=signers)
        made = Attempt(event, attempts + 1, self._now(), outcome, is_next=is_next)
        if outcome.delivered:
            await self._webhooks.delivered(webhook, made)
        else:
            await self._failed(webhook, made)
        return outcome.delivered

    async def _failed(self, webhook: Webhook, made: Attempt) -> None:
        again = next_attempt(
            made.outcome, attempts=made.number, now=made.at, chance=self._chance, schedule=self._schedule
        )
        since = await self._webhooks.failed(webhook, made, again=again)
        if made.outcome.gone:
            await self._stop(webhook, Stopped.GONE, "The receiver answered 410: it wants nothing any more.")
        elif has_lost_patience(since, now=made.at, schedule=self._schedule):
            reason = f"The receiver has taken nothing since {since:%Y-%m-%d %H:%M} UTC."
            await self._stop(webhook, Stopped.FAILING, reason)

    async def _stop(self, webhook: Webhook, stopped: Stopped, reason: str) -> None:
        if not await self._webhooks.stop(webhook.id, stopped, reason=reason, epoch=webhook.epoch):
            raise Superseded
        await self._notice(webhook, reason)

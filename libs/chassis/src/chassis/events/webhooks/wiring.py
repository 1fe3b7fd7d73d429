"""The deliverer as a service's worker runs it: its own log, its own copy of the webhooks, the installation's keys."""

import random
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from chassis.clock import now
from chassis.database.pool import Pool
from chassis.events.bells import Bells
from chassis.events.contracts import Contracts
from chassis.events.log import EventLog
from chassis.events.registry import Registry
from chassis.events.webhooks.delivery import Deliverer, Source
from chassis.events.webhooks.keys import reachable_from, sealer_of, signing_keys_of
from chassis.events.webhooks.sending import Sender
from chassis.events.webhooks.store import Webhook, Webhooks
from chassis.settings import PlatformSettings
from chassis.telemetry import get_logger

log = get_logger()

_chance = random.SystemRandom()


async def _tell_operators(webhook: Webhook, reason: str) -> None:
    """The owner reads the same in the graph; who watches the installation reads it in the log."""
    log.warning("webhook_stopped", webhook=webhook.id, contract=webhook.contract_id, reason=reason)


@asynccontextmanager
async def delivering(
    name: str,
    *,
    pool: Pool,
    url: str,
    bells: Bells,
    registry: Registry,
    platform: PlatformSettings,
    trial: str | None,
) -> AsyncIterator[Callable[[], Awaitable[None]]]:
    """What delivers the events of one service until it is cancelled; any number may run, one delivers."""
    source = Source(
        EventLog(pool, source=f"urn:bilim:{name}"),
        registry,
        Contracts(pool),
        trial=registry.named(trial) if trial else None,
    )
    reachable = reachable_from(platform)
    async with Sender(clock=time.time, allowed=reachable.allowed, schemes=reachable.schemes) as sender:
        deliverer = Deliverer(
            Webhooks(pool, sealer_of(platform)),
            source,
            sender=sender,
            signing_keys=signing_keys_of(platform),
            notice=_tell_operators,
            now=now,
            chance=_chance.random,
        )

        async def deliver() -> None:
            await deliverer.run(url, bells, application=f"{name} webhooks")

        yield deliver

"""The four services' databases, open for the loader: units of work, and how far the services have heard each other."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import Any

from chassis.database import Pool, open_pool
from chassis.events import ringing
from chassis.service import Service
from chassis.settings import PlatformSettings
from chassis.work import UnitOfWork
from devhost.refusals import NotHeard
from devhost.services import ALL

STATEMENT_MS = 30_000
LOOK_EVERY = 0.1
PATIENCE_SECONDS = 180

WAITING = "select count(*) from outbox"
LAST_OF_TYPES = "select coalesce(max(position), 0) from event_log where type = any($1::text[])"
OF_TYPES = "select count(*) from event_log where type = any($1::text[])"
TAKEN = "select count(*) from inbox where consumer = $1"
HEARD = "select coalesce(max(position), 0) from delivery_cursor where name = $1"
PARKED = "select consumer || ': ' || error from parked where resolved_at is null limit 1"


@dataclass(frozen=True, slots=True)
class Opened:
    """Units of work by service, and the pools under them."""

    works: dict[str, UnitOfWork[Any]]
    pools: dict[str, Pool]
    on_kafka: bool

    async def wait_until_level(self) -> None:
        """Return when every service has heard what concerns it. Raises NotHeard."""
        for service in ALL.values():
            for subscription in service.hears:
                await self._wait(service, subscription.owner, list(subscription.handlers))

    async def _wait(self, service: Service[Any], owner: str, types: list[str]) -> None:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not await self._has_heard(service.name, owner, types):
            if parked := await self.pools[service.name].fetchval(PARKED):
                raise NotHeard(f"{service.name} could not apply an event of {owner}: {parked}")
            if time.monotonic() > deadline:
                raise NotHeard(
                    f"{service.name} has not heard {owner} for {PATIENCE_SECONDS} s: see the logs."
                )
            await asyncio.sleep(LOOK_EVERY)

    async def _has_heard(self, service: str, owner: str, types: list[str]) -> bool:
        if await self.pools[owner].fetchval(WAITING):
            return False
        if self.on_kafka:
            # A group's place on Kafka is an offset in each partition, not a position: what was taken is counted.
            told = await self.pools[owner].fetchval(OF_TYPES, types)
            return bool(await self.pools[service].fetchval(TAKEN, f"{service}<{owner}") >= told)
        last = await self.pools[owner].fetchval(LAST_OF_TYPES, types)
        return bool(await self.pools[service].fetchval(HEARD, f"{service}<{owner}") >= last)


@asynccontextmanager
async def open_services(platform: PlatformSettings) -> AsyncIterator[Opened]:
    """Connect to the four databases as the applications do."""
    async with AsyncExitStack() as stack:
        opened = Opened({}, {}, on_kafka=platform.kafka is not None)
        for service in ALL.values():
            url = service.database_url(service.settings(), platform)
            pool = await open_pool(url, application="loader", size=2, statement_timeout_ms=STATEMENT_MS)
            stack.push_async_callback(pool.close)
            bells = await stack.enter_async_context(ringing(url, application=f"{service.name} loader"))
            registry = service.registry(platform)
            opened.pools[service.name] = pool
            opened.works[service.name] = service.work_on(pool, registry, committed=bells.committed)
        yield opened

"""The `work` of a service: sequencer, consumers and timers, on connections of their own."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

import aiohttp

from chassis.audit.sealing import keep_sealing
from chassis.credentials import service_token
from chassis.database.pool import Pool, open_pool
from chassis.events import Bus, Consumer, FeedBus, Sequencer, ringing
from chassis.events.contracts import Contracts
from chassis.events.kafka import KafkaBus, Publisher, StatePublisher
from chassis.events.kafka.login import brokers_of
from chassis.events.kafka.rights_keeper import RightsKeeper
from chassis.events.ownership import tenure
from chassis.events.retention import let_go_of_old_events
from chassis.events.states import FeedStates
from chassis.events.webhooks.store import FORGET_ATTEMPTS
from chassis.events.webhooks.wiring import delivering
from chassis.service import Resources, Service, U
from chassis.settings import PlatformSettings, ServiceSettings, platform_settings
from chassis.work.idempotency import FORGET
from chassis.worker import Task

_HOUR = 3600


@asynccontextmanager
async def background_tasks(
    service: Service[U],
    settings: ServiceSettings | None = None,
    platform: PlatformSettings | None = None,
) -> AsyncIterator[dict[str, Task]]:
    """What a service does in the background, by name, ready to be run by `chassis.worker.work`."""
    platform = platform or platform_settings()
    settings = settings or service.settings()
    url = service.database_url(settings, platform)
    async with contextlib.AsyncExitStack() as stack:
        pool = await open_pool(url, application=f"{service.name} work", size=len(service.hears) + 4)
        stack.push_async_callback(pool.close)
        bells = await stack.enter_async_context(ringing(url, application=f"{service.name} work"))
        session = await stack.enter_async_context(aiohttp.ClientSession())
        registry = service.registry(platform)
        work = service.work_on(pool, registry, committed=bells.committed)
        token = service_token(platform, service=service.name)
        tasks: dict[str, Task] = {
            f"{service.name} sequencer": Sequencer(url, bells, application=service.name).run,
            f"{service.name} housekeeping": _housekeeping(pool, days=platform.event_days),
            f"{service.name} audit": lambda: keep_sealing(pool),
        }
        tasks[f"{service.name} webhooks"] = await stack.enter_async_context(
            delivering(
                service.name,
                pool=pool,
                url=url,
                bells=bells,
                registry=registry,
                platform=platform,
                trial=service.trial,
            )
        )
        if service.timers is not None:
            tasks.update(service.timers(Resources(platform, pool, work)))
        brokers = brokers_of(platform, service=service.name) if platform.kafka else None
        if brokers is not None:
            publisher = Publisher(url, bells, brokers, service=service.name)
            tasks[f"{service.name} publisher"] = publisher.run
            states = StatePublisher(
                url, bells, brokers, service=service.name, declared=service.snapshots, registry=registry
            )
            tasks[f"{service.name} state publisher"] = states.run
            if service.opens is not None:
                office = partial(tenure, url, "rights", application=f"{service.name} rights")
                rights = RightsKeeper(Contracts(pool), brokers, office=office, opened=service.opens)
                tasks[f"{service.name} rights"] = rights.run
        for subscription in service.hears:
            feed = feed_address(settings, platform, subscription.owner)
            bus: Bus = FeedBus(feed, session=session, token=token, registry=registry)
            if brokers is not None:
                group = f"bilim.{service.name}.{subscription.owner}"
                office = partial(tenure, url, application=f"{service.name} hears {subscription.owner}")
                bus = KafkaBus(brokers, group=group, registry=registry, office=office, has_states=True)
                stack.push_async_callback(bus.close)
            consumer = Consumer(
                service.name,
                bus=bus,
                subscription=subscription,
                work=work,
                registry=registry,
                states=FeedStates(feed, session=session, token=token, registry=registry),
            )
            tasks[f"{service.name} hears {subscription.owner}"] = consumer.run
        yield tasks


def feed_address(settings: ServiceSettings, platform: PlatformSettings, owner: str) -> str:
    """Where another service's events are read: as set, or through the gateway."""
    return settings.feeds.get(owner, f"{platform.public_url.rstrip('/')}/events/{owner}")


def _housekeeping(pool: Pool, *, days: int) -> Task:
    async def forget() -> None:
        while True:
            await pool.execute(FORGET)
            await pool.execute(FORGET_ATTEMPTS)
            await let_go_of_old_events(pool, days=days)
            await asyncio.sleep(_HOUR)

    return forget

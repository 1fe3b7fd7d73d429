"""One process of the benchmark: `python -m benchmarks.events.part work URL [BOOTSTRAP]` or `feed URL PORT`."""

import asyncio
import sys
from typing import Any, cast

import uvloop
from benchmarks.events.stage import TOPIC, registry
from starlette.applications import Starlette

from chassis.database.pool import open_pool
from chassis.events.access import open_to_all
from chassis.events.bells import ringing
from chassis.events.contracts import Contracts
from chassis.events.feed import Feed
from chassis.events.kafka import Brokers, Publisher
from chassis.events.log import EventLog
from chassis.events.sequencer import Sequencer
from chassis.identity import Caller
from chassis.server import listen, serve
from chassis.settings import PlatformSettings
from chassis.telemetry import configure_logging


async def work(url: str, bootstrap: str | None) -> None:
    """What `work` of a service does for its own events."""
    async with ringing(url, application="bench") as bells:
        tasks = [Sequencer(url, bells, application="bench").run()]
        if bootstrap:
            tasks.append(Publisher(url, bells, Brokers(bootstrap, client_id="bench"), service="bench").run())
        await asyncio.gather(*tasks)


async def feed(url: str, port: int) -> None:
    """What `serve` of a service does for others."""
    pool = await open_pool(url, application="bench feed")
    async with ringing(url, application="bench feed") as bells:
        served = Feed(
            EventLog(pool, source="urn:bilim:bench"),
            bells=bells,
            registry=registry(),
            authenticate=_anybody,
            access=open_to_all([TOPIC]),
            contracts=Contracts(pool),
        )
        await serve((Starlette(routes=served.routes()), listen("127.0.0.1", port)))


async def _anybody(_: Any) -> Caller:
    return cast("Caller", None)


def main() -> None:
    """Run until ended."""
    configure_logging(PlatformSettings(log_level="WARNING"), service="bench")
    name, url, *more = sys.argv[1:]
    uvloop.run(feed(url, int(more[0])) if name == "feed" else work(url, more[0] if more else None))


if __name__ == "__main__":
    main()

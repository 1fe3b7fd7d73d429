"""The parts of the fault test: writer, sequencer, publisher, feed and consumer, each a process of its own."""

import asyncio
import contextlib
import json
import os
import random
import signal
import sys
import time
import traceback
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, NoReturn, cast
from uuid import UUID

import aiohttp
import asyncpg
import mutants
import uvicorn
from failpoints import FailPoints
from google.protobuf.wrappers_pb2 import StringValue
from receiver import deliverer, receiver
from setting import ACCOUNTS, KEYS, OWNER, POISON, TOPIC, TYPE, Setting, registry
from starlette.applications import Starlette

from chassis.database.pool import open_pool
from chassis.events.access import open_to_all
from chassis.events.bells import Bells, ringing
from chassis.events.bus import Bus, FeedBus, Heard
from chassis.events.consumer import Subscription
from chassis.events.contracts import Contracts
from chassis.events.feed import Feed
from chassis.events.kafka import Brokers, KafkaBus, StatePublisher
from chassis.events.log import EventLog
from chassis.events.ownership import tenure
from chassis.identity import Caller
from chassis.work import Outgoing, Unit, UnitOfWork, Work
from chassis.work.outgoing import write_outbox

WRITERS = 6
# An office takes one event after another: with a webhook in the run the writers leave it time, so that recovery is
# that of a fault and not of a backlog.
_OFFICE_SECONDS = 0.15
_RESTART_SECONDS = 0.2
_ROLLBACK = 0.05
_POISON = 0.002
_AWAY = (OSError, asyncpg.PostgresError, asyncpg.InterfaceError)


class ChangedItsMind(Exception):
    """Work that is rolled back at its end."""


class Poisoned(Exception):
    """An event that no attempt will get through."""


async def writer(setting: Setting) -> None:
    """Counts keys up, six at a time; some work is rolled back at its end."""
    chance = random.Random(setting.seed + os.getpid())
    rest = _OFFICE_SECONDS if setting.receiver_port else 0.0
    pool = await open_pool(setting.owner_url, application="faults writer", size=WRITERS)
    async with ringing(setting.owner_url, application="faults writer") as bells:
        await asyncio.gather(*(_write_forever(pool, bells, chance, rest) for _ in range(WRITERS)))


async def _write_forever(pool: Any, bells: Bells, chance: random.Random, rest: float) -> None:
    while True:
        try:
            await _count_up(pool, chance)
            bells.ring_outbox()
            await asyncio.sleep(rest)
        except ChangedItsMind:
            continue
        except _AWAY:
            await asyncio.sleep(0.1)


async def _count_up(pool: Any, chance: random.Random) -> None:
    key = POISON if chance.random() < _POISON else chance.choice(KEYS)
    async with pool.acquire() as connection, connection.transaction():
        number = await connection.fetchval(
            "insert into account (key, number) values ($1, 1) "
            "on conflict (key) do update set number = account.number + 1 returning number",
            key,
        )
        event = _event(key, number)
        await write_outbox(connection, [event], traceparent=None)
        await connection.execute(
            "insert into ledger (event_id, key, number) values ($1, $2, $3)", event.event_id, key, number
        )
        # Other keys commit meanwhile: the order of commits is not the order of the outbox.
        await asyncio.sleep(chance.choice((0.0, 0.002, 0.01, 0.05, 0.2)))
        if chance.random() < _ROLLBACK:
            raise ChangedItsMind


def _event(key: str, number: int) -> Outgoing:
    event = Outgoing(TOPIC, key, TYPE, key, "http://127.0.0.1/schemas/x", b"")
    message = StringValue(value=f"{event.event_id} {key} {number}")
    return Outgoing(
        TOPIC, key, TYPE, key, event.dataschema, message.SerializeToString(), event_id=event.event_id
    )


class FailingBus:
    """Ends the consumer between hearing, applying and telling the bus so."""

    def __init__(self, bus: Bus, at: FailPoints) -> None:
        self._bus = bus
        self._at = at

    async def read(self, after: int, *, types: Sequence[str], log: UUID | None) -> Heard:
        heard = await self._bus.read(after, types=types, log=log)
        if heard.events:
            await self._at("heard")

        async def applied() -> None:
            if heard.events:
                await self._at("applied")
            await heard.applied()

        return replace(heard, applied=applied)


async def sequencer(setting: Setting) -> None:
    """Gives events their positions."""
    async with ringing(setting.owner_url, application="faults sequencer") as bells:
        await mutants.sequencer_of(setting, bells, FailPoints(setting, "sequencer")).run()


async def publisher(setting: Setting) -> None:
    """Publishes events and states to Kafka."""
    async with ringing(setting.owner_url, application="faults publisher") as bells:
        brokers = Brokers(setting.kafka, client_id="faults")
        at = FailPoints(setting, "publisher")
        states = StatePublisher(
            setting.owner_url,
            bells,
            brokers,
            service=OWNER,
            declared=[ACCOUNTS],
            registry=registry(),
            checkpoint=at,
        )
        await asyncio.gather(mutants.publisher_of(setting, bells, brokers, at).run(), states.run())


async def feed(setting: Setting) -> None:
    """Serves the log."""
    pool = await open_pool(setting.owner_url, application="faults feed")
    async with ringing(setting.owner_url, application="faults feed") as bells:
        served = Feed(
            EventLog(pool, source=f"urn:bilim:{OWNER}"),
            bells=bells,
            registry=registry(),
            authenticate=_anybody,
            access=open_to_all([TOPIC]),
            contracts=Contracts(pool),
        )
        app = Starlette(routes=served.routes())
        await uvicorn.Server(uvicorn.Config(app, port=setting.feed_port, log_level="error")).serve()


async def _anybody(_: Any) -> Caller:
    return cast("Caller", None)


async def consumer(setting: Setting) -> None:
    """Applies events; several processes play this part at once."""
    pool = await open_pool(setting.reader_url, application="faults consumer")
    work = UnitOfWork(pool, lambda connection: Unit(connection, _publishes_nothing))
    async with aiohttp.ClientSession() as session:
        following = mutants.consumer_class_of(setting)(
            "reader",
            bus=FailingBus(_bus(setting, session), FailPoints(setting, "consumer")),
            subscription=Subscription(OWNER, {TYPE: _apply}),
            work=work,
            registry=registry(),
        )
        await following.run()


def _bus(setting: Setting, session: aiohttp.ClientSession) -> Bus:
    if setting.kafka:
        return KafkaBus(
            Brokers(setting.kafka, client_id="faults"),
            group=f"reader-{setting.feed_port}",
            registry=registry(),
            office=partial(tenure, setting.reader_url, application="faults consumer"),
        )
    url = f"http://127.0.0.1:{setting.feed_port}/events"
    return FeedBus(url, session=session, token=no_token, registry=registry(), wait_seconds=2)


async def no_token() -> str:
    """The feed of this test lets everybody in."""
    return "none"


def _publishes_nothing(event: object) -> Outgoing:
    raise AssertionError(f"the reader published {event}")


async def _apply(message: StringValue, work: Work[Unit]) -> None:
    event_id, key, number = message.value.split()
    if key == POISON:
        raise Poisoned
    async with work() as unit:
        await unit.connection.execute(
            "insert into effect (event_id, key, number) values ($1, $2, $3)", event_id, key, int(number)
        )
        await unit.connection.execute(
            "insert into state (key, number) values ($1, $2) on conflict (key) do update set number = excluded.number",
            key,
            int(number),
        )


ROLES: dict[str, Callable[[Setting], Coroutine[Any, Any, None]]] = {
    role.__name__: role for role in (writer, sequencer, publisher, feed, consumer, deliverer, receiver)
}


def play(name: str, setting: Setting, log: str) -> NoReturn:
    """Be one part until it is killed; what it prints goes to a file."""
    with Path(log).open("ab") as output:
        os.dup2(output.fileno(), 1)
        os.dup2(output.fileno(), 2)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    while True:
        # A part that cannot start while its database is away is started again, as an orchestrator would.
        try:
            asyncio.run(ROLES[name](setting))
        except Exception:
            traceback.print_exc()
        time.sleep(_RESTART_SECONDS)


def main() -> None:
    """Fork a part for each line of input: one that is started again must not pay for its imports.

    When nobody is there to ask for more, nothing is left: the test may have been ended at any moment.
    """
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    children = []
    for line in sys.stdin:
        name, setting, log = json.loads(line)
        child = os.fork()
        if not child:
            play(name, Setting(**setting), log)
        children.append(child)
        sys.stdout.write(f"{child}\n")
        sys.stdout.flush()
    for child in children:
        with contextlib.suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)


if __name__ == "__main__":
    main()

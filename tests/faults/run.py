"""One run of the fault test: parts started, harm done, everything drained, judged."""

import asyncio
import contextlib
import math
import random
import shutil
import time
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit, urlunsplit

import aiohttp
import asyncpg
from nemesis import Fault, Forks, Nemesis, Parts, Wires
from oracle import OnKafka, Seen, Verdict, judge
from proxy import Unix, Wire, free_ports
from raw_topic import last_states, raw_topic
from role import no_token
from setting import OWNER_TABLES, READER_TABLES, TYPE, Setting, registry

from chassis.events.bus import FeedBus, FeedUnavailable
from chassis.testing.embedded import FOREVER_SAFE, EmbeddedServer
from chassis.testing.postgres import Templates
from full.kafka import Cluster

PARTS = ("sequencer", "sequencer", "feed", "consumer", "consumer", "writer")
KAFKA_PARTS = ("publisher", "publisher", *PARTS)
_START_SECONDS = 120.0
# How long the reader may stand still before what it lacks counts as lost. A consumer group that lost a member and a
# broker at once needs up to half a minute to begin again; the feed has no group.
_PATIENCE_SECONDS = 8.0
_KAFKA_PATIENCE_SECONDS = 60.0
_SOCKET = ".s.PGSQL.5432"
_UNPUBLISHED = """
select (select position from event_log_head) - coalesce((select position from delivery_cursor where name = 'kafka'), 0)
"""
_DONE = "select (select count(*) from inbox) + (select count(*) from parked)"


@dataclass(frozen=True, slots=True)
class Place:
    """What runs share: the server, and the process that parts are forked from."""

    server: EmbeddedServer
    forks: Forks
    wire: Wire

    @property
    def folder(self) -> Path:
        """Where the parts write what they print."""
        return self.server.folder.parent

    def fail_points(self) -> Path:
        """An empty folder for what the nemesis lays."""
        folder = self.folder / "fail-points"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        return folder

    def by_wire(self, url: str) -> str:
        """The address of a database as the parts have it: through the wire."""
        parts = urlsplit(url)
        return urlunsplit(parts._replace(query=urlencode({"host": str(wired_sockets(self.server).parent)})))


def wired_sockets(server: EmbeddedServer) -> Path:
    """The socket by which the parts reach PostgreSQL."""
    return server.folder.parent / "wire" / _SOCKET


def wire_to(server: EmbeddedServer) -> Wire:
    """What lies between the parts and PostgreSQL."""
    (real,) = parse_qs(urlsplit(server.url).query)["host"]
    return Wire((Unix(wired_sockets(server)), Unix(Path(real) / _SOCKET)))


@dataclass(frozen=True, slots=True)
class Brokers:
    """A cluster, and the wire by which the parts reach it."""

    cluster: Cluster
    wire: Wire


@asynccontextmanager
async def two_databases(templates: Templates) -> AsyncIterator[tuple[str, str]]:
    """The writer's and the reader's, with the tables of the oracle."""
    owner, reader = await templates.copy("inventory"), await templates.copy("inventory")
    for database, tables in ((owner, OWNER_TABLES), (reader, READER_TABLES)):
        connection = await asyncpg.connect(database.owner_url)
        await connection.execute(tables)
        await connection.close()
    yield owner.owner_url, reader.owner_url
    for database in (owner, reader):
        await templates.drop(database)


async def run(
    place: Place,
    urls: tuple[str, str],
    *,
    seconds: float,
    seed: int,
    mutant: str = "",
    sleep: float = 3.0,
    kafka: Brokers | None = None,
    only: Collection[str] = (),
) -> tuple[Verdict, list[Fault]]:
    """Let everything run under harm, drain, and judge: every kind once, and on until the seconds are over.

    With `only` some kinds, and not longer than the seconds: a mistake needs no more to show itself.
    """
    setting = Setting(
        place.by_wire(urls[0]),
        place.by_wire(urls[1]),
        feed_port=free_ports(1)[0],
        seed=seed,
        mutant=mutant,
        kafka=kafka.cluster.through_wires if kafka else "",
        fail_points=str(place.fail_points()),
    )
    parts = Parts(setting, KAFKA_PARTS if kafka else PARTS, place.forks, place.folder)
    wires = Wires(place.wire, kafka.wire if kafka else None)
    chance = random.Random(seed)
    cluster = kafka.cluster if kafka else None
    nemesis = Nemesis(parts, place.server, wires, chance, sleep, kafka=cluster, only=only)
    parts.start_all()
    try:
        await _first_effect(urls[1])
        await asyncio.to_thread(_harm, nemesis, time.monotonic() + seconds)
        parts.kill_all_of("writer")
        await _drain(urls, _KAFKA_PATIENCE_SECONDS if kafka else _PATIENCE_SECONDS)
        seen = await _whole_feed(setting)
        on_kafka = await _drained(urls[0], kafka.cluster) if kafka else None
        return await _judged(urls, seen, on_kafka, nemesis.done), nemesis.done
    finally:
        parts.close()


def _harm(nemesis: Nemesis, until: float) -> None:
    if not nemesis.only:
        nemesis.harm_once_each(until=math.inf)
    while time.monotonic() < until:
        nemesis.harm_once_each(until=until)


async def _judged(
    urls: tuple[str, str], seen: Seen, on_kafka: OnKafka | None, faults: list[Fault]
) -> Verdict:
    owner, reader = [await asyncpg.connect(url) for url in urls]
    try:
        return await judge(owner, reader, seen=seen, kafka=on_kafka, faults=[fault.over for fault in faults])
    finally:
        await owner.close()
        await reader.close()


async def _first_effect(reader_url: str) -> None:
    """Wait until everything has started."""
    async with asyncio.timeout(_START_SECONDS):
        while not await _ask(reader_url, "select count(*) from effect"):  # noqa: ASYNC110
            await asyncio.sleep(0.1)


async def _drain(urls: tuple[str, str], patience: float) -> None:
    """Wait until the reader has all, or no longer makes progress: what is missing then is lost."""
    wanted = await _ask(urls[0], "select count(*) from ledger")
    last, since = -1, time.monotonic()
    while (done := await _ask(urls[1], _DONE)) < wanted:
        if done != last:
            last, since = done, time.monotonic()
        if time.monotonic() - since > patience:
            return
        await asyncio.sleep(0.1)


async def _drained(owner_url: str, cluster: Cluster) -> OnKafka:
    """What lies on Kafka when the publisher has nothing more to send, or has had its time."""
    cluster.wait()
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(_KAFKA_PATIENCE_SECONDS):
            while await _ask(owner_url, _UNPUBLISHED):  # noqa: ASYNC110 - another process publishes
                await asyncio.sleep(0.1)
    return OnKafka(await raw_topic(cluster.bootstrap), await last_states(cluster.bootstrap))


async def _whole_feed(setting: Setting) -> Seen:
    """Read everything that the feed has, from the start."""
    positions: list[int] = []
    ids: list[Any] = []
    async with aiohttp.ClientSession() as session:
        url = f"http://127.0.0.1:{setting.feed_port}/events"
        bus = FeedBus(url, session=session, token=no_token, registry=registry(), wait_seconds=0)
        after = 0
        while True:
            try:
                heard = await bus.read(after, types=[TYPE], log=None)
            except FeedUnavailable:
                await asyncio.sleep(0.1)
                continue
            if heard.next == after:
                return Seen(positions, ids)
            positions += [event.position for event in heard.events]
            ids += [event.event_id for event in heard.events]
            after = heard.next


async def _ask(url: str, question: str) -> int:
    connection = await asyncpg.connect(url)
    try:
        answer: int = await connection.fetchval(question)
        return answer
    finally:
        await connection.close()


def server_in(folder: Path) -> EmbeddedServer:
    """A PostgreSQL that keeps its promises: the one of the other tests forgets its last commits when killed."""
    return EmbeddedServer(folder / "pg", FOREVER_SAFE)

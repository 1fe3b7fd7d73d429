"""One run of the fault test: parts started, harm done, everything drained, judged."""

import asyncio
import math
import random
import shutil
import time
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit, urlunsplit

from draining import arrived, connected, drain, first_effect, whole_feed, whole_topics
from nemesis import Fault, Forks, Nemesis, Parts, Recovered, Wires
from oracle import Told, Verdict, judge
from proxy import Unix, Wire, free_ports
from receiver import subscribe
from setting import OWNER_TABLES, READER_TABLES, Setting

from chassis.testing.embedded import FOREVER_SAFE, EmbeddedServer
from chassis.testing.postgres import Templates
from full.kafka import Cluster

PARTS = ("sequencer", "sequencer", "feed", "consumer", "consumer", "writer")
KAFKA_PARTS = ("publisher", "publisher")
WEBHOOK_PARTS = ("deliverer", "deliverer", "receiver")
_SOCKET = ".s.PGSQL.5432"


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
        async with connected(database.owner_url) as connection:
            await connection.execute(tables)
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
    left_alone: float = 0.0,
) -> tuple[Verdict, list[Fault]]:
    """Let everything run under harm, drain, and judge: every kind once, and on until the seconds are over.

    With `only` some kinds, and not longer than the seconds: a mistake needs no more to show itself, and no webhooks.
    `left_alone` is the share of faults after which nothing else is done until everything has recovered.
    """
    feed_port, receiver_port = free_ports(2)
    setting = Setting(
        place.by_wire(urls[0]),
        place.by_wire(urls[1]),
        feed_port=feed_port,
        seed=seed,
        mutant=mutant,
        kafka=kafka.cluster.through_wires if kafka else "",
        fail_points=str(place.fail_points()),
        receiver_port=0 if mutant else receiver_port,
    )
    parts = Parts(setting, _names(setting), place.forks, place.folder)
    nemesis = Nemesis(
        parts,
        place.server,
        Wires(place.wire, kafka.wire if kafka else None),
        random.Random(seed),
        longest_sleep=sleep,
        recovered=_watch(setting, urls[1]),
        left_alone=left_alone,
        kafka=kafka.cluster if kafka else None,
        only=only,
    )
    await _subscribed(setting, urls[0])
    parts.start_all()
    try:
        await first_effect(urls[1])
        await asyncio.to_thread(_harm, nemesis, time.monotonic() + seconds)
        parts.kill_all_of("writer")
        await drain(setting, urls)
        told = Told(
            await whole_feed(setting),
            has_webhook=bool(setting.receiver_port),
            kafka=await whole_topics(urls[0], kafka.cluster) if kafka else None,
        )
        return await _judged(urls, told, nemesis.done), nemesis.done
    finally:
        parts.close()


def _names(setting: Setting) -> tuple[str, ...]:
    return (
        *(KAFKA_PARTS if setting.kafka else ()),
        *PARTS,
        *(WEBHOOK_PARTS if setting.receiver_port else ()),
    )


def _watch(setting: Setting, reader_url: str) -> Recovered:
    """For the nemesis, which does its harm on a thread of its own."""
    loop = asyncio.get_running_loop()
    tables = ("effect", "received") if setting.receiver_port else ("effect",)

    def recovered(since: datetime) -> bool:
        return asyncio.run_coroutine_threadsafe(arrived(reader_url, tables, since), loop).result()

    return recovered


async def _subscribed(setting: Setting, owner_url: str) -> None:
    if setting.receiver_port:
        async with connected(owner_url) as owner:
            await subscribe(owner, setting.receiver_port)


def _harm(nemesis: Nemesis, until: float) -> None:
    if not nemesis.only:
        nemesis.harm_once_each(until=math.inf)
    while time.monotonic() < until:
        nemesis.harm_once_each(until=until)


async def _judged(urls: tuple[str, str], told: Told, faults: list[Fault]) -> Verdict:
    async with connected(urls[0]) as owner, connected(urls[1]) as reader:
        return await judge(owner, reader, told=told, faults=[fault.over for fault in faults])


def server_in(folder: Path) -> EmbeddedServer:
    """A PostgreSQL that keeps its promises: the one of the other tests forgets its last commits when killed."""
    return EmbeddedServer(folder / "pg", FOREVER_SAFE)

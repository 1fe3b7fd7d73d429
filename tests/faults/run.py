"""One run of the fault test: parts started, harm done, everything drained, judged."""

import asyncio
import random
import socket
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
import asyncpg
from nemesis import Fault, Forks, Nemesis, Parts
from oracle import Raw, Seen, Verdict, judge
from raw_topic import raw_topic
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
_DONE = "select (select count(*) from inbox) + (select count(*) from parked)"


@dataclass(frozen=True, slots=True)
class Place:
    """What runs share: the server, and the process that parts are forked from."""

    server: EmbeddedServer
    forks: Forks


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
    kafka: Cluster | None = None,
) -> tuple[Verdict, list[Fault]]:
    """Let everything run under harm for some seconds, drain, and judge."""
    bootstrap = kafka.bootstrap if kafka else ""
    setting = Setting(*urls, feed_port=_free_port(), seed=seed, mutant=mutant, kafka=bootstrap)
    parts = Parts(setting, KAFKA_PARTS if kafka else PARTS, place.forks, place.server.folder.parent)
    nemesis = Nemesis(parts, place.server, random.Random(seed), longest_sleep=sleep, kafka=kafka)
    parts.start_all()
    try:
        await _first_effect(urls[1])
        await asyncio.to_thread(_harm, nemesis, time.monotonic() + seconds)
        parts.kill_all_of("writer")
        await _drain(urls, _KAFKA_PATIENCE_SECONDS if kafka else _PATIENCE_SECONDS)
        seen = await _whole_feed(setting)
        raw = await raw_topic(bootstrap) if kafka else None
        return await _judged(urls, seen, raw, nemesis.done), nemesis.done
    finally:
        parts.close()


def _harm(nemesis: Nemesis, until: float) -> None:
    while time.monotonic() < until:
        nemesis.harm_once_each(until=until)


async def _judged(urls: tuple[str, str], seen: Seen, raw: Raw | None, faults: list[Fault]) -> Verdict:
    owner, reader = [await asyncpg.connect(url) for url in urls]
    try:
        return await judge(owner, reader, seen=seen, raw=raw, faults=[fault.at for fault in faults])
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


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def server_in(folder: Path) -> EmbeddedServer:
    """A PostgreSQL that keeps its promises: the one of the other tests forgets its last commits when killed."""
    return EmbeddedServer(folder / "pg", FOREVER_SAFE)

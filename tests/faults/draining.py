"""Waits until everything has arrived that will arrive, and reads what there is on each way."""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any
from uuid import UUID

import aiohttp
import asyncpg
from oracle import OnKafka, Seen
from raw_topic import last_states, raw_topic
from role import no_token
from setting import TYPE, Setting, registry

from chassis.events.bus import FeedBus, FeedUnavailable
from chassis.events.log import PositionGone
from full.kafka import Cluster

_START_SECONDS = 120.0
# How long nothing may arrive before what is missing counts as lost: longer than who was forgotten waits for an answer.
_PATIENCE_SECONDS = 30.0
_KAFKA_PATIENCE_SECONDS = 60.0
# A mistake needs no such patience: what it loses is lost at once.
_MUTANTS_PATIENCE_SECONDS = 8.0
_UNPUBLISHED = """
select (select position from event_log_head) - coalesce(
    (select min(position) from delivery_cursor where name in ('kafka', 'kafka-states')), 0)
"""
_APPLIED = "select (select count(*) from inbox) + (select count(*) from parked)"
_DELIVERED = "select count(distinct event_id) from received"
# The first half of a UUIDv7 is its time in milliseconds.
_MILLISECONDS_BIT = 80


@asynccontextmanager
async def connected(url: str) -> AsyncIterator[Any]:
    """A connection that no harm is done to."""
    connection = await asyncpg.connect(url)
    try:
        yield connection
    finally:
        await connection.close()


async def first_effect(reader_url: str) -> None:
    """Wait until everything has started."""
    async with asyncio.timeout(_START_SECONDS):
        while not await _ask(reader_url, "select count(*) from effect"):  # noqa: ASYNC110 - others do the work
            await asyncio.sleep(0.1)


async def arrived(reader_url: str, tables: Sequence[str], since: datetime) -> bool:
    """Whether something that was begun after a moment is in each of these tables."""
    first = UUID(int=int(since.timestamp() * 1000 + 1) << _MILLISECONDS_BIT)
    async with connected(reader_url) as reader:
        found = [
            await reader.fetchval(f"select exists (select from {table} where event_id >= $1)", first)
            for table in tables
        ]
    return all(found)


async def drain(setting: Setting, urls: tuple[str, str]) -> None:
    """Wait until the reader has all, and the receiver, or nothing arrives any more: what is missing then is lost."""
    wanted = await _ask(urls[0], "select count(*) from ledger")
    questions = [_APPLIED, *([_DELIVERED] if setting.receiver_port else [])]
    last: list[int] = []
    since = time.monotonic()
    while min(done := [await _ask(urls[1], question) for question in questions]) < wanted:
        if done != last:
            last, since = done, time.monotonic()
        if time.monotonic() - since > _patience(setting):
            return
        await asyncio.sleep(0.1)


def _patience(setting: Setting) -> float:
    if setting.kafka:
        return _KAFKA_PATIENCE_SECONDS
    return _MUTANTS_PATIENCE_SECONDS if setting.mutant else _PATIENCE_SECONDS


async def whole_topics(owner_url: str, cluster: Cluster) -> OnKafka:
    """What lies on Kafka when the publisher has nothing more to send, or has had its time."""
    cluster.wait()
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(_KAFKA_PATIENCE_SECONDS):
            while await _ask(owner_url, _UNPUBLISHED):  # noqa: ASYNC110 - another process publishes
                await asyncio.sleep(0.1)
    return OnKafka(await raw_topic(cluster.bootstrap), await last_states(cluster.bootstrap))


async def whole_feed(setting: Setting) -> Seen:
    """Read everything that the feed has, from where it begins: a mistake may have lost the first."""
    positions: list[int] = []
    ids: list[UUID] = []
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
            except PositionGone as gone:
                after = gone.oldest - 1
                continue
            if heard.next == after:
                return Seen(positions, ids)
            positions += [event.position for event in heard.events]
            ids += [event.event_id for event in heard.events]
            after = heard.next


async def _ask(url: str, question: str) -> int:
    async with connected(url) as connection:
        answer: int = await connection.fetchval(question)
        return answer

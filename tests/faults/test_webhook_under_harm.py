"""Whatever is killed: a receiver gets every event, and each key in its order."""

import asyncio
import random
import time

import asyncpg
from nemesis import Parts
from proxy import free_ports
from receiver import RECEIVER_TABLE, judge_received, subscribe
from reporting import SEED
from run import Place
from setting import Setting

PARTS = ("sequencer", "deliverer", "deliverer", "receiver", "writer")
EVENTS = 150
_HARM_SECONDS = 4.0
_PATIENCE_SECONDS = 30.0


async def test_a_webhook_gets_what_the_feed_gives(place: Place, urls: tuple[str, str]) -> None:
    feed_port, receiver_port = free_ports(2)
    setting = Setting(*urls, feed_port=feed_port, seed=SEED, receiver_port=receiver_port)
    owner, reader = [await asyncpg.connect(url) for url in urls]
    await reader.execute(RECEIVER_TABLE)
    await subscribe(owner, receiver_port)
    parts = Parts(setting, PARTS, place.forks, place.folder)
    parts.start_all()
    try:
        # Enough to deliver for as long as harm is done: events leave one after another.
        while await owner.fetchval("select count(*) from ledger") < EVENTS:  # noqa: ASYNC110 - others write
            await asyncio.sleep(0.05)
        parts.kill_all_of("writer")
        killed = await asyncio.to_thread(harm, parts)
        await drain(owner, reader)
        verdict = await judge_received(owner, reader)
    finally:
        parts.close()
        await owner.close()
        await reader.close()

    assert verdict == {"I7 webhook differs": 0, "I7 webhook out of order": 0}
    assert killed >= 3


def harm(parts: Parts) -> int:
    """SIGKILL to one after another, each started again; how many."""
    chance, killed = random.Random(SEED), 0
    until = time.monotonic() + _HARM_SECONDS
    while time.monotonic() < until:
        time.sleep(chance.uniform(0.2, 0.8))
        name = chance.choice(("sequencer", "deliverer", "receiver"))
        for _ in range(parts.kill_all_of(name)):
            parts.start(name)
            killed += 1
    return killed


async def drain(owner: asyncpg.Connection, reader: asyncpg.Connection) -> None:
    """Until the receiver has as many as there are, or gets no more: what is missing then is lost."""
    wanted = await owner.fetchval("select count(*) from ledger")
    last, since = -1, time.monotonic()
    while (done := await reader.fetchval("select count(distinct event_id) from received")) < wanted:
        if done != last:
            last, since = done, time.monotonic()
        if time.monotonic() - since > _PATIENCE_SECONDS:
            return
        await asyncio.sleep(0.1)

"""`make bench-events`: latency on the feed and on Kafka, throughput of sequencer and publisher, and rest.

Short by itself; `EVENTS=1000000 SECONDS=60 make bench-events` is the long one (3,000 events on each way, a backlog of
a million: about six minutes on two quiet cores). Parts by name:
`python -m benchmarks.events latency throughput idle`.
"""

import asyncio
import contextlib
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Coroutine, Iterator
from pathlib import Path
from typing import Any

import asyncpg
import psutil
from benchmarks.events.latency import measure, no_token, session, summary
from benchmarks.events.stage import fill, registry, server, two_databases

from chassis.events.bus import FeedBus
from chassis.events.kafka import Brokers, KafkaBus
from chassis.settings import PlatformSettings
from chassis.telemetry import configure_logging
from devhost.testing import free_ports, running_platform
from full.kafka import cluster

SECONDS = float(os.environ.get("SECONDS", "10"))
EVENTS = int(os.environ.get("EVENTS", "100000"))
IDLE_SECONDS = 20


async def latency() -> None:
    """Commit to inbox, 50 events a second, nothing harmed."""
    with server() as running:
        async with two_databases(running) as (teller, hearer), session() as http:
            port = free_ports()
            with part("feed", teller, str(port)), part("work", teller):
                url = f"http://127.0.0.1:{port}/events"
                await answers(port)
                bus = FeedBus(url, session=http, token=no_token, registry=registry())
                say("feed, commit to inbox", summary(await measure(teller, hearer, bus, seconds=SECONDS)))
    with server() as running, kafka() as bootstrap:
        async with two_databases(running) as (teller, hearer):
            with part("work", teller, bootstrap):
                kafka_bus = KafkaBus(
                    Brokers(bootstrap, client_id="bench"), group="bench", registry=registry()
                )
                await until_published(teller)
                figures = await measure(teller, hearer, kafka_bus, seconds=SECONDS)
                await kafka_bus.close()
                say("Kafka, commit to inbox", summary(figures))


async def throughput() -> None:
    """A backlog in the outbox, drained by the sequencer; then the log, drained by the publisher."""
    with server() as running, kafka() as bootstrap:
        async with two_databases(running) as (teller, _):
            await fill(teller, EVENTS)
            with part("work", teller) as process:
                await drained(process, "sequencer", lambda: until_sequenced(teller))
            with part("work", teller, bootstrap) as process:
                await drained(process, "publisher", lambda: until_published(teller))


async def idle() -> None:
    """What the whole platform costs when nobody asks it anything."""
    with tempfile.TemporaryDirectory(prefix="bilim-idle-") as folder, running_platform("up", Path(folder)):
        me = psutil.Process()
        await asyncio.sleep(5)
        before = cpu_of(me.children(recursive=True))
        await asyncio.sleep(IDLE_SECONDS)
        used = cpu_of(me.children(recursive=True)) - before
    say("whole platform at rest", f"{100 * used / IDLE_SECONDS:.1f} % of one core over {IDLE_SECONDS} s")


async def drained(process: psutil.Process, what: str, wait: Callable[[], Coroutine[Any, Any, float]]) -> None:
    """How fast, at what cost, and whether memory grows with the backlog."""
    started, cpu = time.perf_counter(), cpu_of([process])
    memory: list[float] = []
    watching = asyncio.create_task(watch_memory(process, memory))
    moving = await wait()
    took = time.perf_counter() - started - moving
    watching.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await watching
    used = (cpu_of([process]) - cpu) / EVENTS * 1e6
    say(
        what,
        f"{EVENTS / took:,.0f} events a second, {EVENTS:,} in {took:.1f} s, {used:.0f} µs CPU of its process each",
    )
    while_moving = memory[int(len(memory) * moving / (moving + took)) :]
    say(f"{what}, memory", course(while_moving))


def course(memory: list[float]) -> str:
    """Where memory stood at ten points, and how it grows once the first tenth has warmed up."""
    points = [memory[round(number * (len(memory) - 1) / 9)] for number in range(10)]
    warm = memory[len(memory) // 10 :]
    slope = statistics.linear_regression(range(len(warm)), warm).slope if len(warm) > 1 else 0.0
    grown = slope * len(warm) / (EVENTS * 0.9) * 1e6
    return f"{' '.join(f'{point:.0f}' for point in points)} MB, {grown:+.1f} MB a million events"


async def watch_memory(process: psutil.Process, memory: list[float]) -> None:
    """Look at it ten times a second."""
    while True:
        memory.append(process.memory_info().rss / 1e6)
        await asyncio.sleep(0.1)


async def until_sequenced(url: str) -> float:
    """Until the outbox is empty; how long nothing had been moved at the beginning."""
    return await _until(url, "select position from event_log_head", "select not exists (select from outbox)")


async def until_published(url: str) -> float:
    """Until the publisher's cursor is at the head of the log; how long it had not moved at the beginning."""
    moved = "select coalesce((select position from delivery_cursor where name = 'kafka'), 0)"
    done = """select exists (select from delivery_cursor as cursor join event_log_head as head using (position)
                             where cursor.name = 'kafka')"""
    return await _until(url, moved, done)


async def _until(url: str, moved: str, done: str) -> float:
    connection = await asyncpg.connect(url)
    started, begun = time.perf_counter(), 0.0
    try:
        while not await connection.fetchval(done):
            if not begun and await connection.fetchval(moved):
                begun = time.perf_counter() - started
            await asyncio.sleep(0.02)
        return begun
    finally:
        await connection.close()


async def answers(port: int) -> None:
    """Until somebody listens there."""
    async with asyncio.timeout(30):
        while True:
            try:
                _, writer = await asyncio.open_connection("127.0.0.1", port)
            except OSError:
                await asyncio.sleep(0.05)
            else:
                writer.close()
                return


@contextlib.contextmanager
def kafka() -> Iterator[str]:
    """One broker with the topic of the benchmark."""
    with tempfile.TemporaryDirectory(prefix="bilim-kafka-") as folder, cluster(Path(folder)) as running:
        subprocess.run([sys.executable, "-m", "benchmarks.events.topic", running.bootstrap], check=True)
        yield running.bootstrap


@contextlib.contextmanager
def part(*words: str) -> Iterator[psutil.Process]:
    """A process of the benchmark while the block lasts."""
    process = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.events.part", *words],
        stderr=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )
    try:
        yield psutil.Process(process.pid)
    finally:
        process.kill()
        process.wait()


def cpu_of(processes: list[psutil.Process]) -> float:
    """CPU seconds so far."""
    total = 0.0
    for process in processes:
        with contextlib.suppress(psutil.NoSuchProcess):
            times = process.cpu_times()
            total += times.user + times.system
    return total


def say(what: str, figure: str) -> None:
    """One line a figure, with the company in which it was measured."""
    print(f"{what}: {figure}  (load {os.getloadavg()[0]:.1f})", flush=True)


PARTS = {"latency": latency, "throughput": throughput, "idle": idle}

if __name__ == "__main__":
    configure_logging(PlatformSettings(log_level="WARNING"), service="bench")
    for name in sys.argv[1:] or PARTS:
        asyncio.run(PARTS[name]())

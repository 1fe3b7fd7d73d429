"""What a bomb costs the gateway, and what it costs everybody else who is asking at that moment.

`python -m benchmarks.gateway.bombs [--seconds S] [--rate R]`: one attacker throws each bomb as often as a subject may
ask (600 requests a minute), while eight clients ask small and big queries.
"""

import argparse
import asyncio
import itertools
import statistics
import sys
import tempfile
import time
from contextlib import ExitStack, suppress
from pathlib import Path

import psutil
import uvloop
from benchmarks.gateway.__main__ import (
    HERE,
    PORT,
    ROUNDS,
    SETS,
    bodies_of,
    cpu_seconds,
    ours,
    started,
    until_answering,
    write_supergraph,
)
from benchmarks.gateway.subgraphs import BIG, SMALL

from chassis.testing.bombs import Bomb, bombs
from gateway.transport import Reply, SubgraphUnavailable
from gateway.transport.http import HttpTransport

URL = f"http://127.0.0.1:{PORT}/graphql"
CLIENTS = 8
SMALL_FOR_A_BIG = 9
THROWS = 40
MOST_CPU_MS = 50.0
MOST_SLOWER = 2.0

_numbers = itertools.count()


async def throw(transport: HttpTransport, bomb: Bomb) -> Reply | None:
    """The answer; None where the gateway hung up before the whole bomb was sent."""
    with suppress(SubgraphUnavailable):
        return await transport.post(bomb.body(next(_numbers)), ())
    return None


async def cpu_ms(process: psutil.Process, bomb: Bomb) -> float:
    """CPU of the gateway a bomb, thrown one after the other."""
    transport = HttpTransport(URL)
    before = cpu_seconds(process)
    for _ in range(THROWS):
        reply = await throw(transport, bomb)
        if reply is not None and b'"data"' in reply.body:
            raise SystemExit(f"{bomb.name} was answered: {reply.body[:200]!r}")
    await transport.close()
    return (cpu_seconds(process) - before) / THROWS * 1000


async def others_p99(seconds: float, bomb: Bomb, rate: float) -> tuple[float, float]:
    """The 99th percentile of eight clients, in ms: alone, and while somebody throws.

    Turn by turn, for the machine may be busier at one moment than at another.
    """
    alone: list[float] = []
    meanwhile: list[float] = []
    for _ in range(ROUNDS):
        await load(seconds / ROUNDS, alone)
        until = time.perf_counter() + seconds / ROUNDS
        await asyncio.gather(load(seconds / ROUNDS, meanwhile), attack(bomb, until, rate))
    return _p99(alone), _p99(meanwhile)


def _p99(latencies: list[float]) -> float:
    return statistics.quantiles(latencies, n=100)[98] * 1000


async def load(seconds: float, latencies: list[float]) -> None:
    until = time.perf_counter() + seconds
    await asyncio.gather(*(client(number, until, latencies) for number in range(CLIENTS)))


async def client(number: int, until: float, latencies: list[float]) -> None:
    transport = HttpTransport(URL)
    small, big = bodies_of(SMALL), bodies_of(BIG)
    for place in itertools.count(number):
        body = (small if place % (SMALL_FOR_A_BIG + 1) else big)[place % SETS]
        began = time.perf_counter()
        if began >= until:
            break
        await transport.post(body, ())
        latencies.append(time.perf_counter() - began)
    await transport.close()


async def attack(bomb: Bomb, until: float, rate: float) -> None:
    transport = HttpTransport(URL)
    while time.perf_counter() < until:
        began = time.perf_counter()
        await throw(transport, bomb)
        await asyncio.sleep(max(0.0, 1 / rate - (time.perf_counter() - began)))
    await transport.close()


async def measure(process: psutil.Process, seconds: float, rate: float) -> bool:
    await until_answering(HttpTransport(URL), bodies_of(SMALL)[0])
    await load(1.0, [])
    good = True
    print(f"{'':45} CPU a bomb   others' p99 alone → meanwhile")
    for bomb in bombs():
        cpu = await cpu_ms(process, bomb)
        alone, during = await others_p99(seconds, bomb, rate)
        is_good = cpu <= MOST_CPU_MS and during <= alone * MOST_SLOWER
        good = good and is_good
        verdict = "" if is_good else "   too dear"
        print(
            f"{bomb.name:45} {cpu:7.1f} ms   {alone:6.1f} → {during:5.1f} ms  × {during / alone:.2f}{verdict}",
            flush=True,
        )
    print(f"{psutil.Process(process.pid).memory_info().rss / 1e6:.0f} MB afterwards")
    return good


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--seconds", type=float, default=1.5, help="of each measurement (default: %(default)s)"
    )
    parser.add_argument("--rate", type=float, default=10.0, help="bombs a second (default: %(default)s)")
    arguments = parser.parse_args()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        supergraph, config = write_supergraph(folder)
        stack.enter_context(started((sys.executable, str(HERE / "subgraphs.py")), folder))
        process = stack.enter_context(started(ours(supergraph, config).command, folder))
        good = uvloop.run(measure(process, arguments.seconds, arguments.rate))
    sys.exit(0 if good else "A bomb was dearer than it may be.")


if __name__ == "__main__":
    main()

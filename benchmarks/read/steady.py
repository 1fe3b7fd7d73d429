"""Steadiness: tails under eight clients for a minute, and memory over many requests with many documents.

``python -m benchmarks.read.steady [seconds] [requests]``; goals: p99 ≤ 3 × p50, memory flat.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path
from time import perf_counter

import orjson
import psutil

from .cells import CLIENTS, spelled
from .client import Connection, load, request
from .data import STUDENTS, uid
from .queries import QUERIES
from .servers import Server, database, running

DOCUMENTS = 5_000
STEP = 20_000


def documents(port: int, count: int) -> list[bytes]:
    """Spell requests of 5,000 documents that differ in one alias."""
    return [
        request(
            port,
            orjson.dumps(
                {
                    "query": f"query ($id: ID!) {{ a{n % DOCUMENTS}: student(id: $id) {{ id displayName }} }}",
                    "variables": {"id": str(uid(3, n % STUDENTS))},
                }
            ),
            None,
        )
        for n in range(count)
    ]


async def tail(server: Server, seconds: float) -> list[float]:
    """Ask for a student with marks from eight clients; return each request's milliseconds."""
    asked = spelled(QUERIES[0], server, range(STUDENTS))
    until = perf_counter() + seconds
    took: list[float] = []

    async def work(offset: int) -> None:
        connection = await Connection.open(server.port)
        n = offset
        while (began := perf_counter()) < until:
            await connection.ask(asked[n % len(asked)])
            took.append((perf_counter() - began) * 1000)
            n += CLIENTS
        connection.close()

    await asyncio.gather(*(work(offset) for offset in range(CLIENTS)))
    return took


def report_tail(took: list[float]) -> bool:
    """Print the percentiles."""
    took.sort()
    p50, p99 = took[len(took) // 2], took[len(took) * 99 // 100]
    print(f"{len(took)} requests: p50 {p50:.2f} ms, p99 {p99:.2f} ms, p99 / p50 {p99 / p50:.1f} (goal ≤ 3)")
    return p99 <= 3 * p50


def report_memory(server: Server, count: int) -> bool:
    """Send the documents in steps and print the resident memory after each."""
    sizes: list[float] = []
    for begun in range(0, count, STEP):
        asyncio.run(load(server.port, documents(server.port, min(STEP, count - begun)), CLIENTS))
        sizes.append(psutil.Process(server.pid).memory_info().rss / 2**20)
        print(f"{begun + STEP:>8} requests: {sizes[-1]:.1f} MiB")
    # The first step fills the cache of plans; what comes after must not add to it.
    flat = len(sizes) < 3 or sizes[-1] <= sizes[1] * 1.05
    print("memory is flat" if flat else "memory GROWS")
    return flat


def main(seconds: float, count: int) -> int:
    """Measure both."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        (folder / "postgres").mkdir()
        url = stack.enter_context(database(folder / "postgres"))
        server = stack.enter_context(running("open", url, folder / "key.json"))
        asyncio.run(tail(server, 1))
        steady = report_tail(asyncio.run(tail(server, seconds)))
        flat = report_memory(server, count)
    return 0 if steady and flat else 1


if __name__ == "__main__":
    given = sys.argv[1:]
    sys.exit(main(float(given[0]) if given else 60.0, int(given[1]) if len(given) > 1 else 200_000))

"""How fast this machine is: two loops, so that figures of two machines can be compared."""

from __future__ import annotations

import asyncio
import statistics
from time import process_time

import asyncpg
import orjson

ASKED = 500


def calibrate(url: str) -> str:
    """Say what rows and round trips cost here, without any of the servers."""
    return (
        f"calibration: 20,000 rows into objects, to JSON and back {rows_ms():.1f} ms;"
        f" a bare `select 1` by asyncpg {asyncio.run(round_trip_ms(url)):.3f} ms of CPU"
    )


def rows_ms() -> float:
    """The milliseconds of the loop, the best of five."""
    return min(_rows() for _ in range(5)) * 1000


def _rows() -> float:
    began = process_time()
    for n in range(20):
        rows = [(str(i), i, i * n, "subject") for i in range(1000)]
        found = [{"id": a, "value": b, "sum": c, "subject": d} for a, b, c, d in rows]
        orjson.loads(orjson.dumps({"data": {"nodes": found}}))
    return process_time() - began


async def round_trip_ms(url: str) -> float:
    """The client's CPU for the smallest statement, the median of five hundred."""
    connection = await asyncpg.connect(url)
    took = []
    for _ in range(ASKED):
        began = process_time()
        await connection.fetchval("select 1")
        took.append(process_time() - began)
    await connection.close()
    return statistics.median(took) * 1000

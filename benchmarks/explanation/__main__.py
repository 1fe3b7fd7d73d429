"""Measure how long an explanation takes: `python -m benchmarks.explanation [CHILDREN]`.

A queue is written to an embedded PostgreSQL as facts would have made it, with the steps of its last month; then the
position in its middle is explained, with and without the changes since that month. Printed are the median and the
95th percentile of a hundred explanations in milliseconds, the processor milliseconds of this process for one, and the
load of the machine, without which the rest says little.
"""

from __future__ import annotations

import asyncio
import os
import statistics
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import asyncpg
from benchmarks.explanation.queue import MIDDLE, SCHOOL, write_queue

from chassis.database import open_pool
from chassis.database.migrate import migrate
from chassis.testing.databases import prepare_database, with_database
from chassis.testing.embedded import FAST_AND_FORGETFUL, EmbeddedServer
from enrollment.graphql.allocation.counting import Positions

CHILDREN = 50_000
STEPS = 2_000
TIMES = 100
MONTH_AGO = datetime(2027, 5, 1, tzinfo=UTC)


async def main(children: int) -> None:
    """Write the queue, explain, and print a line for each way of asking."""
    with (
        tempfile.TemporaryDirectory() as folder,
        EmbeddedServer(Path(folder) / "pg", FAST_AND_FORGETFUL) as server,
    ):
        database = await prepare_database(server.url, "enrollment")
        await migrate("enrollment", database.owner_url)
        owner = await asyncpg.connect(with_database(server.url, "enrollment"))
        await write_queue(owner, children=children, steps=STEPS)
        await owner.close()
        pool = await open_pool(database.app_url, application="benchmark", size=1)
        print(f"{children} children, load {os.getloadavg()[0]:.1f}")
        for title, since in (("position", None), (f"and {STEPS} changes", MONTH_AGO)):
            print(f"{title:>20}  {await measured(Positions(pool.fetch), since)}")
        await pool.close()


async def measured(positions: Positions, since: datetime | None) -> str:
    """Explain many times; say how long one took."""
    milliseconds, spent = [], time.process_time()
    for _ in range(TIMES):
        started = time.perf_counter()
        found = await positions.explain(UUID(MIDDLE), school=UUID(SCHOOL), since=since)
        milliseconds.append((time.perf_counter() - started) * 1000)
    spent = (time.process_time() - spent) * 1000 / TIMES
    if found is None or (since is not None and not found.changes):
        raise SystemExit("nothing was explained")
    tail = statistics.quantiles(milliseconds, n=20)[18]
    return (
        f"median {statistics.median(milliseconds):.1f} ms, p95 {tail:.1f} ms, processor {spent:.1f} ms here"
    )


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if sys.argv[1:] else CHILDREN))

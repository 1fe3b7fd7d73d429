"""Measures reads: ``python -m benchmarks.read [rounds]``; prints server CPU a request and requests a second.

All four servers stand side by side and are asked in turn, a short cell each, round after round: whatever else the
machine does falls on all of them alike, and the median of the rounds forgets it.
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from .calibrate import calibrate
from .cells import answers, fill, warmed
from .queries import QUERIES
from .report import KINDS, Table, report
from .servers import Server, database, hit_rate, running, tokens_of

ROUNDS = 15


def main(rounds: int) -> int:
    """Measure everything; 1 if the servers do not answer alike."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        (folder / "postgres").mkdir()
        url = stack.enter_context(database(folder / "postgres"))
        key_file = folder / "key.json"
        tokens = tokens_of(key_file)
        servers = {
            kind: stack.enter_context(running(kind, url, key_file, tokens if kind == "ours" else None))
            for kind in KINDS
        }
        said = {kind: asyncio.run(answers(QUERIES, server)) for kind, server in servers.items()}
        table = measured(servers, rounds)
        print(calibrate(url))
        print(
            f"load average {os.getloadavg()[0]:.1f}; tokens remembered {asyncio.run(hit_rate(servers['ours']))}"
        )
    report(table)
    same = all(bodies == said["floor"] for bodies in said.values())
    print(f"answer bytes equal in all four servers: {'yes' if same else 'NO'}")
    return 0 if same else 1


def measured(servers: dict[str, Server], rounds: int) -> Table:
    """Fill the table; says how far it is, since it takes minutes."""
    table: Table = {}
    for query in QUERIES:
        print(f"{query.name}: {query.what}", file=sys.stderr)
        cells = {kind: warmed(query, server) for kind, server in servers.items()}
        for turn in range(rounds):
            for kind, server in servers.items():
                fill(cells[kind], query, server, turn)
        table.update({(kind, query.name): cell for kind, cell in cells.items()})
    return table


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS))

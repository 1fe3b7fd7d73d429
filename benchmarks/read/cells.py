"""A cell of the table: one query asked of one server for a short while, again and again."""

from __future__ import annotations

import asyncio
import statistics
from dataclasses import dataclass, field
from time import perf_counter

import orjson

from .client import Connection, load, request
from .queries import Query
from .servers import Server

CLIENTS = 8
CELL_SECONDS = 0.4
SMALLEST_CELL = 20


@dataclass(slots=True)
class Cell:
    """What one query cost one server in each round: CPU and wall milliseconds a request."""

    size: int
    cpu_ms: list[float] = field(default_factory=list)
    wall_ms: list[float] = field(default_factory=list)

    @property
    def cpu(self) -> float:
        """The middle of all rounds."""
        return statistics.median(self.cpu_ms)

    @property
    def per_second(self) -> float:
        """Requests a second in the middle of all rounds."""
        return 1000 / statistics.median(self.wall_ms)


def spelled(query: Query, server: Server, numbers: range) -> list[bytes]:
    """Spell requests; variables differ in each, tokens rotate."""
    return [
        request(
            server.port,
            orjson.dumps({"query": query.text, "variables": query.variables(n)}),
            server.tokens[n % len(server.tokens)] if server.tokens else None,
        )
        for n in numbers
    ]


def warmed(query: Query, server: Server) -> Cell:
    """A cell of a size that takes about as long as it should; what is done once is done by now."""
    warm = 120
    asyncio.run(load(server.port, spelled(query, server, range(warm)), CLIENTS))
    began = perf_counter()
    asyncio.run(load(server.port, spelled(query, server, range(SMALLEST_CELL)), CLIENTS))
    each = (perf_counter() - began) / SMALLEST_CELL
    return Cell(max(SMALLEST_CELL, int(CELL_SECONDS / each)))


def fill(cell: Cell, query: Query, server: Server, turn: int) -> None:
    """Ask for one round."""
    prepared = spelled(query, server, range(turn * cell.size, (turn + 1) * cell.size))
    before = server.cpu()
    took, _ = asyncio.run(load(server.port, prepared, CLIENTS))
    cell.cpu_ms.append((server.cpu() - before) / cell.size * 1000)
    cell.wall_ms.append(took / cell.size * 1000)


async def answers(queries: list[Query], server: Server) -> list[bytes]:
    """The bodies of a dozen requests of each query."""
    connection = await Connection.open(server.port)
    asked = [one for query in queries for one in spelled(query, server, range(12))]
    bodies = [await connection.ask(one) for one in asked]
    connection.close()
    return bodies

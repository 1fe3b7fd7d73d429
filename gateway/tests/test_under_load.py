"""Under load the supergraph is reloaded and a subgraph restarted: no answer is wrong, no error is another's."""

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import aiohttp
import orjson
import pytest

from gateway.app import GatewayApp, create_app
from gateway.service import Connect
from gateway.settings import GatewaySettings
from gateway.testing import Subgraph
from gateway.transport.http import HttpTransport

CLASSES = Subgraph(
    "classes",
    'type Query { classes: [Class!] } type Class @key(fields: "id") { id: ID! grade: Int }',
)
ROOMS = Subgraph("rooms", 'type Class @key(fields: "id") { id: ID! room: String }')
QUERY = {"query": "{ classes { grade room } }"}
RIGHT = [{"grade": n, "room": f"room {n}"} for n in range(5)]
RELOADS = 10
WITHOUT_ROOMS = [{"grade": n, "room": None} for n in range(5)]


class Server:
    """A subgraph that can be stopped and started again on its port."""

    def __init__(self) -> None:
        self._server: asyncio.Server | None = None
        self._open: set[asyncio.StreamWriter] = set()
        self.port = 0

    async def start(self) -> None:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        if self._server is not None:
            self._server.close()
        for writer in self._open:
            writer.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._open.add(writer)
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                length = next(
                    int(line[15:]) for line in head.split(b"\r\n") if line.startswith(b"content-length:")
                )
                body = orjson.dumps(answer(orjson.loads(await reader.readexactly(length))))
                writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: %d\r\n\r\n" % len(body) + body)
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()
        finally:
            self._open.discard(writer)


def answer(request: dict[str, dict[str, list[dict[str, str]]]]) -> object:
    wanted = request.get("variables", {}).get("representations")
    if wanted is not None:
        return {"data": {"_entities": [{"room": f"room {one['id']}"} for one in wanted]}}
    return {"data": {"classes": [{"__typename": "Class", "id": str(n), "grade": n} for n in range(5)]}}


@pytest.fixture
async def servers() -> AsyncIterator[dict[str, Server]]:
    started = {"classes": Server(), "rooms": Server()}
    for server in started.values():
        await server.start()
    yield started
    for server in started.values():
        await server.stop()


@pytest.fixture
def file(supergraph_file: Callable[..., Path]) -> Path:
    return supergraph_file(CLASSES, ROOMS)


@pytest.fixture
def app(file: Path, servers: dict[str, Server]) -> GatewayApp:
    connect: Connect = lambda name, _: HttpTransport(f"http://127.0.0.1:{servers[name].port}/graphql")  # noqa: E731
    return create_app(GatewaySettings(reload_seconds=0.1), file, connect=connect)


@pytest.mark.parametrize("seconds", [4, pytest.param(60, marks=pytest.mark.long)])
async def test_reloads_and_restarts_spoil_no_answer(
    app: GatewayApp,
    url: str,
    file: Path,
    servers: dict[str, Server],
    seconds: int,
    record_testsuite_property: Callable[[str, object], None],
) -> None:
    seen: Counter[str] = Counter()
    until = time.monotonic() + seconds

    async with aiohttp.ClientSession() as session:
        clients = [asyncio.create_task(ask(session, url, until, seen)) for _ in range(8)]
        for turn in range(RELOADS):
            await asyncio.to_thread(file.write_text, f"{file.read_text()}\n# turn {turn}\n")  # noqa: ASYNC240
            if turn in (3, 6):
                await servers["rooms"].stop()
                await asyncio.sleep(seconds / 40)
                await servers["rooms"].start()
            await asyncio.sleep(seconds / 12)
        await asyncio.gather(*clients)

    record_testsuite_property("answers", dict(seen))
    assert seen["right"] > seen["without rooms"]
    assert set(seen) <= {"right", "without rooms"}
    assert app.gateway.reloads.taken == RELOADS


async def ask(session: aiohttp.ClientSession, url: str, until: float, seen: Counter[str]) -> None:
    while time.monotonic() < until:
        async with session.post(url, json=QUERY) as response:
            content = await response.json()
        errors = content.get("errors", [])
        if response.status == 200 and content["data"] == {"classes": RIGHT} and not errors:
            seen["right"] += 1
        elif content["data"] == {"classes": WITHOUT_ROOMS} and {
            e["extensions"]["service"] for e in errors
        } == {"rooms"}:
            seen["without rooms"] += 1
        else:
            seen[orjson.dumps(content).decode()] += 1
        await asyncio.sleep(0.005)

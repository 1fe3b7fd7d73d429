"""A gateway that stops says so at once, finishes what it can finish, and loses nobody's place in a stream."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp
import orjson
import pytest

from chassis.server import listen, serving_beside
from gateway.app import GatewayApp, create_app
from gateway.management import management_app
from gateway.settings import GatewaySettings
from gateway.testing import LocalTransport, Subgraph

PROTOCOLS = ["graphql-transport-ws"]
STREAM = {"accept": "text/event-stream"}
AT_ONCE = 5.0
"""Far less than the ten seconds of grace that an unheard stream would take, on a busy machine too."""


@dataclass
class Tower:
    """Its bell strikes when told; who comes later hears what they have missed. Its clock is slow when told."""

    struck: int = 0
    more: asyncio.Condition = field(default_factory=asyncio.Condition)
    asked: asyncio.Event = field(default_factory=asyncio.Event)
    may_answer: asyncio.Event = field(default_factory=asyncio.Event)

    async def strike(self) -> None:
        async with self.more:
            self.struck += 1
            self.more.notify_all()

    async def strokes(self, *_: Any, **given: Any) -> AsyncIterator[dict[str, Any]]:
        told = given.get("after") or 0
        while True:
            async with self.more:
                await self.more.wait_for(lambda: self.struck > told)  # noqa: B023 - read while it waits
            told += 1
            yield {"stroke": told}

    async def slow(self, *_: Any) -> int:
        self.asked.set()
        await self.may_answer.wait()
        return 12


class Running:
    """One gateway on a shared socket, until it is told to stop."""

    def __init__(self, app: GatewayApp, url: str, leave: asyncio.Event, task: "asyncio.Task[None]") -> None:
        self.app = app
        self.url = url
        self._leave = leave
        self._task = task

    def begin_stop(self) -> None:
        self._leave.set()

    async def stopped(self) -> None:
        async with asyncio.timeout(AT_ONCE):
            await asyncio.shield(self._task)


@dataclass(frozen=True)
class Street:
    """Where one gateway takes over from another: both listen on the same open socket."""

    tower: Tower
    start: Callable[[], Any]


@pytest.fixture
async def street(supergraph_file: Callable[..., Path]) -> AsyncIterator[Street]:
    tower = Tower()
    subgraph = Subgraph(
        "tower",
        "type Query { now: Int slow: Int } type Subscription { stroke(after: Int): Int }",
        {
            "Query.now": lambda *_: 1,
            "Query.slow": tower.slow,
            "Subscription.stroke": lambda event, *_, **__: event["stroke"],
        },
        streams={"Subscription.stroke": tower.strokes},
    )
    file, shared = supergraph_file(subgraph), listen("127.0.0.1", 0)
    # What is set for one of several descriptors of a socket is set for all.
    shared.setblocking(False)
    url = f"http://127.0.0.1:{shared.getsockname()[1]}"
    running: list[Running] = []

    async def start() -> Running:
        app = create_app(
            GatewaySettings(),
            file,
            connect=lambda *_: LocalTransport(subgraph),
            feeds={"tower": endless_or_paged},
        )
        leave, ready = asyncio.Event(), asyncio.Event()

        async def serve() -> None:
            async with serving_beside(app, shared.dup()):
                ready.set()
                await leave.wait()

        running.append(Running(app, url, leave, asyncio.create_task(serve())))
        await ready.wait()
        async with asyncio.timeout(AT_ONCE), aiohttp.ClientSession() as session:
            while not app.is_ready:
                await status(session, url)
        return running[-1]

    yield Street(tower, start)
    tower.may_answer.set()
    for one in running:
        one.begin_stop()
    await asyncio.gather(*(one.stopped() for one in running))
    shared.close()


async def endless_or_paged(scope: Any, _receive: Any, send: Any) -> None:
    """A feed: a stream that begins and goes on, or a page that comes at once unless it was asked to wait."""
    kind = b"text/event-stream" if scope["path"].endswith("/stream") else b"application/json"
    if kind == b"application/json" and b"wait=" in scope["query_string"]:
        await asyncio.Event().wait()
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", kind)]})
    if kind == b"application/json":
        await send({"type": "http.response.body", "body": b"{}?" + scope["query_string"]})
        return
    await send({"type": "http.response.body", "body": b"retry: 1000\n\n", "more_body": True})
    await asyncio.Event().wait()


async def status(session: aiohttp.ClientSession, url: str) -> int:
    async with session.post(f"{url}/graphql", json={"query": "{ now }"}) as answer:
        await answer.read()
        return answer.status


@asynccontextmanager
async def heard(url: str, after: int | None) -> AsyncIterator[aiohttp.StreamReader]:
    body = {"query": "subscription ($after: Int) { stroke(after: $after) }", "variables": {"after": after}}
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{url}/graphql", json=body, headers=STREAM) as answer,
    ):
        yield answer.content


async def next_stroke(stream: aiohttp.StreamReader) -> int:
    async with asyncio.timeout(AT_ONCE):
        while not (line := await stream.readline()).startswith(b"data: {"):
            assert line, "the stream ended"
    return int(orjson.loads(line[6:])["data"]["stroke"])


async def test_a_stream_ends_without_being_complete_and_goes_on_elsewhere_without_loss(
    street: Street,
) -> None:
    old = await street.start()
    await street.tower.strike()

    async with heard(old.url, None) as stream:
        last = await next_stroke(stream)
        old.begin_stop()
        rest = await asyncio.wait_for(stream.read(), AT_ONCE)
    await old.stopped()
    await street.tower.strike()
    new = await street.start()
    async with heard(new.url, last) as stream:
        following = await next_stroke(stream)

    assert (last, following) == (1, 2)
    assert rest.endswith(b"retry: 1000\n\n")
    assert b"complete" not in rest


async def test_it_is_not_ready_from_the_moment_it_is_told(street: Street) -> None:
    running = await street.start()
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    running.app.begin_stop()
    await management_app(running.app)({"type": "http", "path": "/ready"}, asyncio.Event().wait, send)

    assert sent[0]["status"] == 503


async def test_a_socket_is_told_of_the_restart_when_what_it_asked_is_answered(street: Street) -> None:
    running = await street.start()
    async with (
        asyncio.timeout(2 * AT_ONCE),
        aiohttp.ClientSession() as session,
        session.ws_connect(f"{running.url}/graphql", protocols=PROTOCOLS) as socket,
    ):
        await socket.send_json({"type": "connection_init"})
        await socket.receive_json()
        await socket.send_json(operation("a", "subscription { stroke }"))
        await socket.send_json(operation("b", "{ slow }"))
        await street.tower.asked.wait()

        running.begin_stop()
        while running.app.is_ready:
            await status(session, running.url)
        street.tower.may_answer.set()
        told = [await socket.receive_json() for _ in range(2)]
        closing = await socket.receive()

    assert told == [
        {"id": "b", "type": "next", "payload": {"data": {"slow": 12}}},
        {"id": "b", "type": "complete"},
    ]
    assert (closing.type, closing.data) == (aiohttp.WSMsgType.CLOSE, 1012)
    await running.stopped()


async def test_a_feed_ends_and_who_waits_for_an_event_gets_the_page_as_it_is(street: Street) -> None:
    running = await street.start()
    feed = f"{running.url}/events/tower"
    async with (
        asyncio.timeout(2 * AT_ONCE),
        aiohttp.ClientSession() as session,
        session.get(f"{feed}/stream") as stream,
    ):
        assert await stream.content.readline() == b"retry: 1000\n"
        page = asyncio.create_task(read(session, f"{feed}?since=3&wait=25"))
        while running.app.traffic.by_status.get(200, 0) < 1 or not is_waiting(running):
            await status(session, running.url)

        running.begin_stop()

        assert await page == (200, b"{}?since=3")
        assert await stream.content.read() == b"\n"
    await running.stopped()


def is_waiting(running: Running) -> bool:
    """A page was asked for and did not come: the second who watches for the stop, beside the stream."""
    return running.app.waiting >= 2


async def read(session: aiohttp.ClientSession, url: str) -> tuple[int, bytes]:
    async with session.get(url) as answer:
        return answer.status, await answer.read()


async def test_nobody_is_refused_while_one_takes_over_from_another(street: Street) -> None:
    old = await street.start()
    new = await street.start()
    told: list[int] = []
    is_over = asyncio.Event()

    async def ask_without_end(*, keeping: bool) -> None:
        async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(force_close=not keeping)) as session:
            while not is_over.is_set():
                told.append(await status(session, old.url))

    asking = [asyncio.create_task(ask_without_end(keeping=one % 2 == 0)) for one in range(8)]
    old.begin_stop()
    await old.stopped()
    async with aiohttp.ClientSession() as session:
        told.append(await status(session, new.url))
    is_over.set()
    await asyncio.gather(*asking)

    assert set(told) == {200}
    assert new.app.is_ready


def operation(name: str, query: str) -> dict[str, Any]:
    return {"id": name, "type": "subscribe", "payload": {"query": query}}

"""A server that stops lets go of nobody in the middle: not of who is answered, nor of who is about to ask again."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from chassis.server import listen, serving_beside

REQUEST = b"GET / HTTP/1.1\r\nhost: here\r\n\r\n"
WITHIN = 5.0


class Application:
    """Answers everybody, and knows when it was told to stop."""

    def __init__(self) -> None:
        self.told = asyncio.Event()

    def begin_stop(self) -> None:
        self.told.set()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            for step in ("startup", "shutdown"):
                await receive()
                await send({"type": f"lifespan.{step}.complete"})
            return
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"2")]})
        await send({"type": "http.response.body", "body": b"ok"})


class Served:
    """The application on a socket, until it is stopped."""

    def __init__(self) -> None:
        self.application = Application()
        self.socket = listen("127.0.0.1", 0)
        self.address = self.socket.getsockname()
        self._leave = asyncio.Event()
        self._task = asyncio.create_task(self._serve())

    async def _serve(self) -> None:
        async with serving_beside(self.application, self.socket):
            await self._leave.wait()

    def begin_stop(self) -> None:
        self._leave.set()

    async def stopped(self) -> None:
        self.begin_stop()
        async with asyncio.timeout(WITHIN):
            await self._task


@pytest.fixture
async def served() -> AsyncIterator[Served]:
    running = Served()
    yield running
    await running.stopped()


async def test_who_asks_again_while_it_stops_is_answered_and_told_to_go_elsewhere(served: Served) -> None:
    async with asyncio.timeout(WITHIN):
        reader, writer = await asyncio.open_connection(*served.address)
        writer.write(REQUEST)
        first = await reader.readuntil(b"ok")

        served.begin_stop()
        await served.application.told.wait()
        writer.write(REQUEST)
        second = await reader.read()

    assert b"connection: close" not in first
    assert b"connection: close" in second
    assert second.endswith(b"ok")
    writer.close()


async def test_a_stop_waits_for_nobody_who_asks_nothing(served: Served) -> None:
    _, writer = await asyncio.open_connection(*served.address)

    await served.stopped()

    assert served.application.told.is_set()
    writer.close()

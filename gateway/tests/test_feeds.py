"""What stands beside the graph is handed on as it was asked for."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from aiohttp import web

from gateway.feeds import forward


@pytest_asyncio.fixture
async def owner() -> AsyncIterator[str]:
    """A service that answers with the encodings it was asked for."""

    async def answer(request: web.Request) -> web.Response:
        return web.Response(text=request.headers.get("accept-encoding", "none"))

    app = web.Application()
    app.router.add_get("/events", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}/events"
    await runner.cleanup()


@pytest.mark.parametrize(("asked", "heard"), [(None, "identity"), ("gzip", "gzip")])
async def test_nothing_comes_compressed_to_who_did_not_ask_for_it(
    owner: str, asked: str | None, heard: str
) -> None:
    """A committee that downloads a run with a plain client would otherwise read noise."""
    headers = [(b"accept-encoding", asked.encode())] if asked else []
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    await forward(owner, {"query_string": b"", "headers": headers}, send)

    assert b"".join(message.get("body", b"") for message in sent).decode() == heard

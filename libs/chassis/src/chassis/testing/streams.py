"""Subscribes to an ASGI application in this process, as a browser does over server-sent events."""

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager, suppress
from typing import Any

import orjson

_PATIENCE_SECONDS = 20


class Subscriber:
    """An open subscription, and what it has been told."""

    def __init__(self, body: bytes) -> None:
        self.status = 0
        self.heartbeats = 0
        self._body: bytes | None = body
        self._left = asyncio.Event()
        self._results: asyncio.Queue[dict[str, Any] | None] = asyncio.Queue()

    async def next(self) -> dict[str, Any]:
        """The next result. Raises AssertionError where the stream has ended instead."""
        async with asyncio.timeout(_PATIENCE_SECONDS):
            result = await self._results.get()
        if result is None:
            raise AssertionError("The stream ended.")
        return result

    async def rest(self) -> list[dict[str, Any]]:
        """All that comes until the server ends the stream."""
        results = []
        async with asyncio.timeout(_PATIENCE_SECONDS):
            while (result := await self._results.get()) is not None:
                results.append(result)
        return results

    @property
    def heard(self) -> int:
        """How many results have come that nobody took."""
        return self._results.qsize()

    def leave(self) -> None:
        """Closes the window."""
        self._left.set()

    async def receive(self) -> dict[str, Any]:
        """ASGI: the request, and later that the client is gone."""
        body, self._body = self._body, None
        if body is not None:
            return {"type": "http.request", "body": body, "more_body": False}
        await self._left.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: dict[str, Any]) -> None:
        """ASGI: a piece of the answer, which is one event or one refusal."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
            return
        body: bytes = message.get("body", b"")
        self.heartbeats += body == b":\n\n"
        if body.startswith(b"event: next\ndata: "):
            self._results.put_nowait(orjson.loads(body.removeprefix(b"event: next\ndata: ")))
        elif body.startswith(b"{"):
            self._results.put_nowait(orjson.loads(body))

    def ended(self) -> None:
        """Nothing comes any more."""
        self._results.put_nowait(None)


@asynccontextmanager
async def subscribed(
    app: Any,
    query: str,
    variables: dict[str, Any] | None = None,
    *,
    token: str | None = None,
    headers: Iterable[tuple[bytes, bytes]] = (),
) -> AsyncIterator[Subscriber]:
    """A subscription for as long as the block lasts."""
    body = orjson.dumps({"query": query, "variables": variables or {}})
    bearer = [(b"authorization", f"Bearer {token}".encode())] if token else []
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "POST",
        "scheme": "http",
        "path": "/graphql",
        "raw_path": b"/graphql",
        "root_path": "",
        "query_string": b"",
        "headers": [
            (b"host", b"bilim.test"),
            (b"content-type", b"application/json"),
            (b"content-length", b"%d" % len(body)),
            (b"accept", b"text/event-stream"),
            *headers,
            *bearer,
        ],
        "client": ("127.0.0.1", 1),
        "server": ("bilim.test", 80),
    }
    subscriber = Subscriber(body)
    running = asyncio.create_task(app(scope, subscriber.receive, subscriber.send))
    running.add_done_callback(lambda _: subscriber.ended())
    try:
        yield subscriber
        subscriber.leave()
        async with asyncio.timeout(_PATIENCE_SECONDS):
            await running
    finally:
        running.cancel()
        with suppress(asyncio.CancelledError):
            await running

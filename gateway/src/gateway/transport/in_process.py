"""Reaches a subgraph that lives in the same process, through its ASGI application."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, MutableMapping
from contextlib import suppress
from typing import Any

from gateway.transport import Headers, Reply, SubgraphUnavailable
from gateway.transport.sse import Events

Message = MutableMapping[str, Any]
Application = Callable[
    [MutableMapping[str, Any], Callable[[], Awaitable[Any]], Callable[[Any], Awaitable[None]]],
    Awaitable[None],
]


class InProcessTransport:
    """Calls an ASGI application as a server would."""

    def __init__(self, application: Application, path: str = "/graphql") -> None:
        self._application = application
        self._path = path

    async def post(self, body: bytes, headers: Headers) -> Reply:
        """Sends one request; raises SubgraphUnavailable."""
        exchange = _Exchange(body)
        try:
            await self._application(
                self._scope(body, headers, b"application/json"), exchange.receive, exchange.send
            )
        except Exception as error:
            raise SubgraphUnavailable("it failed") from error
        return Reply(exchange.status, b"".join(exchange.chunks), exchange.language)

    async def stream(self, body: bytes, headers: Headers) -> AsyncIterator[bytes]:
        """Opens a subscription over server-sent events."""
        exchange = _StreamExchange(body)
        scope = self._scope(body, headers, b"text/event-stream")
        running = asyncio.ensure_future(self._run(scope, exchange))
        try:
            events = Events()
            while (chunk := await exchange.chunks_sent.get()) is not None:
                for result in exchange.results(events, chunk):
                    yield result
            if exchange.chunks:
                # No stream but an answer: why there is none.
                yield b"".join(exchange.chunks)
            elif not events.is_complete:
                raise SubgraphUnavailable("the stream ended before it was complete")
        finally:
            running.cancel()
            with suppress(asyncio.CancelledError):
                await running

    async def close(self) -> None:
        """Nothing is held."""

    async def _run(self, scope: Message, exchange: "_StreamExchange") -> None:
        try:
            await self._application(scope, exchange.receive, exchange.send)
        finally:
            await exchange.chunks_sent.put(None)

    def _scope(self, body: bytes, headers: Headers, accept: bytes) -> Message:
        fixed = [
            (b"content-type", b"application/json"),
            (b"accept", accept),
            (b"content-length", str(len(body)).encode()),
        ]
        return {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": "POST",
            "scheme": "http",
            "path": self._path,
            "raw_path": self._path.encode(),
            "root_path": "",
            "query_string": b"",
            "headers": [*fixed, *headers],
            "client": None,
            "server": None,
        }


class _Exchange:
    def __init__(self, body: bytes) -> None:
        self._body: bytes | None = body
        self.status = 500
        self.language: bytes | None = None
        self.chunks: list[bytes] = []

    async def receive(self) -> Message:
        body, self._body = self._body, None
        if body is None:
            # The application asks whether the client went away; it did not, and never will.
            await asyncio.get_running_loop().create_future()
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self.language = dict(message["headers"]).get(b"content-language")
        elif message["type"] == "http.response.body":
            self.chunks.append(message.get("body", b""))


class _StreamExchange(_Exchange):
    def __init__(self, body: bytes) -> None:
        super().__init__(body)
        self.chunks_sent: asyncio.Queue[bytes | None] = asyncio.Queue(maxsize=1_000)
        self._is_stream = False

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            kind = dict(message["headers"]).get(b"content-type", b"")
            self._is_stream = kind.startswith(b"text/event-stream")
        elif message["type"] == "http.response.body":
            await self.chunks_sent.put(message.get("body", b""))

    def results(self, events: Events, chunk: bytes) -> list[bytes]:
        """The results in a chunk; a chunk of a plain answer is kept for the end."""
        if self._is_stream:
            return events.feed(chunk)
        self.chunks.append(chunk)
        return []

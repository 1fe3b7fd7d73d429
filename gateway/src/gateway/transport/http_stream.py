"""One subscription over HTTP: a connection of its own, read only as fast as its events are taken."""

import asyncio
from collections import deque
from collections.abc import AsyncGenerator

import httptools

from gateway.transport import SubgraphUnavailable
from gateway.transport.sse import Events, EventTooLarge

_MOST_WAITING = 100
_MOST_BYTES = 1024 * 1024
_SILENCE_SECONDS = 60.0


class StreamConnection(asyncio.Protocol):
    """Reads the answer to one request as a stream of results."""

    def __init__(self) -> None:
        self._parser: httptools.HttpResponseParser | None = httptools.HttpResponseParser(self)
        self._transport: asyncio.Transport | None = None
        self._events: Events | None = None
        self._plain: list[bytes] = []
        self._results: deque[bytes] = deque()
        self._news: asyncio.Future[None] | None = None
        self._is_over = False
        self._said: str | None = None

    async def results(self, request: bytes) -> AsyncGenerator[bytes, None]:
        """Sends the request and gives its results; raises SubgraphUnavailable."""
        if self._transport is None:
            raise SubgraphUnavailable("no connection", before_sending=True)
        self._transport.write(request)
        try:
            while True:
                while self._results:
                    yield self._results.popleft()
                if self._said is not None:
                    raise SubgraphUnavailable(self._said)
                if self._is_over:
                    return
                await self._wait()
        finally:
            self._transport.abort()

    async def _wait(self) -> None:
        if self._transport is not None and not self._transport.is_closing():
            self._transport.resume_reading()
        self._news = asyncio.get_running_loop().create_future()
        try:
            async with asyncio.timeout(_SILENCE_SECONDS):
                await self._news
        except TimeoutError:
            raise SubgraphUnavailable("the stream fell silent") from None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """asyncio: the connection stands."""
        self._transport = transport  # type: ignore[assignment]

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - asyncio's signature
        """asyncio: the connection is gone."""
        # The parser holds this object and this object the parser: circles wait for the collector.
        self._parser = None
        self._end(None if self._is_over else "the stream broke off")

    def data_received(self, data: bytes) -> None:
        """asyncio: bytes came."""
        if self._parser is None:
            return
        try:
            self._parser.feed_data(data)
        except (httptools.HttpParserError, EventTooLarge):
            self._end("it does not speak HTTP with events")
        if len(self._results) > _MOST_WAITING and self._transport is not None:
            self._transport.pause_reading()
        self._tell()

    def on_header(self, name: bytes, value: bytes) -> None:
        """httptools: one header."""
        if name.lower() == b"content-type" and value.startswith(b"text/event-stream"):
            self._events = Events()

    def on_body(self, body: bytes) -> None:
        """httptools: a piece of the body."""
        if self._events is None:
            self._plain.append(body)
            if sum(map(len, self._plain)) > _MOST_BYTES:
                self._end("it answered too much")
            return
        self._results.extend(self._events.feed(body))
        if self._events.is_complete:
            self._end(None)

    def on_message_complete(self) -> None:
        """httptools: the answer is whole."""
        if self._plain:
            # No stream but an answer: why there is none.
            self._results.append(b"".join(self._plain))
        is_cut_off = self._events is not None and not self._events.is_complete
        self._end("the stream ended before it was complete" if is_cut_off else None)

    def _end(self, said: str | None) -> None:
        if not self._is_over:
            self._is_over, self._said = True, said
        self._tell()

    def _tell(self) -> None:
        news, self._news = self._news, None
        if news is not None and not news.done():
            news.set_result(None)

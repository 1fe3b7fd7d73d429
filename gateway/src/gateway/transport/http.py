"""HTTP/1.1 with keep-alive on bare asyncio: a third of a general client's time for what subgraph calls need."""

import asyncio
import ssl
import time
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import aclosing
from typing import TypeVar
from urllib.parse import urlsplit

import httptools

from gateway.transport import Headers, Reply, SubgraphUnavailable
from gateway.transport.http_stream import StreamConnection

MOST_BYTES = 32 * 1024 * 1024
_CONNECT_SECONDS = 1.0
# Who comes back after a break comes with everybody else; a stream is worth waiting for.
_STREAM_CONNECT_SECONDS = 5.0
_IDLE_CONNECTIONS = 256
# Servers hang up on who is silent for five seconds; a change that is sent just then is lost, and must not be repeated.
_IDLE_SECONDS = 4.0

P = TypeVar("P", bound=asyncio.Protocol)


class HttpTransport:
    """Posts to one URL; idle connections are kept, never shared by two requests at once."""

    def __init__(
        self, url: str, *, most_bytes: int = MOST_BYTES, clock: Callable[[], float] = time.monotonic
    ) -> None:
        parts = urlsplit(url)
        secure = parts.scheme == "https"
        self._ssl = ssl.create_default_context() if secure else None
        self._host = parts.hostname or "localhost"
        self._port = parts.port or (443 if secure else 80)
        self._most_bytes = most_bytes
        self._clock = clock
        self._idle: deque[_Connection] = deque(maxlen=_IDLE_CONNECTIONS)
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        self._head = (
            f"POST {target} HTTP/1.1\r\nhost: {parts.netloc}\r\ncontent-type: application/json\r\n"
        ).encode()

    async def post(self, body: bytes, headers: Headers) -> Reply:
        """Sends one request; raises SubgraphUnavailable."""
        request = self._request(body, headers, b"application/json")
        connection = await self._connection()
        try:
            reply = await connection.exchange(request)
        except BaseException:
            connection.close()
            raise
        if connection.can_continue:
            connection.used_at = self._clock()
            self._idle.append(connection)
        else:
            connection.close()
        return reply

    async def _connection(self) -> "_Connection":
        while self._idle:
            connection = self._idle.pop()
            if connection.can_continue and self._clock() - connection.used_at <= _IDLE_SECONDS:
                return connection
            connection.close()
        return await self._connect(lambda: _Connection(self._most_bytes), _CONNECT_SECONDS)

    async def _connect(self, make: Callable[[], P], seconds: float) -> P:
        try:
            async with asyncio.timeout(seconds):
                _, protocol = await asyncio.get_running_loop().create_connection(
                    make, self._host, self._port, ssl=self._ssl
                )
                return protocol
        except (OSError, TimeoutError) as error:
            raise SubgraphUnavailable("no connection", before_sending=True) from error

    def _request(self, body: bytes, headers: Headers, accept: bytes) -> bytes:
        named = b"".join([b"%b: %b\r\n" % pair for pair in headers])
        return b"%baccept: %b\r\n%bcontent-length: %d\r\n\r\n%b" % (
            self._head,
            accept,
            named,
            len(body),
            body,
        )

    async def stream(self, body: bytes, headers: Headers) -> AsyncIterator[bytes]:
        """Opens a subscription over server-sent events, on a connection of its own."""
        connection = await self._connect(StreamConnection, _STREAM_CONNECT_SECONDS)
        async with aclosing(
            connection.results(self._request(body, headers, b"text/event-stream"))
        ) as results:
            async for result in results:
                yield result

    async def close(self) -> None:
        """Lets go of connections."""
        while self._idle:
            self._idle.pop().close()


class _Connection(asyncio.Protocol):
    """One connection: a request out, its answer in."""

    def __init__(self, most_bytes: int) -> None:
        self._most_bytes = most_bytes
        self._transport: asyncio.Transport | None = None
        self._answer: asyncio.Future[Reply] | None = None
        self._parser = httptools.HttpResponseParser(self)
        self._chunks: list[bytes] = []
        self._received = 0
        self._language: bytes | None = None
        self._is_open = False
        self.used_at = 0.0

    @property
    def can_continue(self) -> bool:
        """Whether another request may be sent."""
        return self._is_open and self._answer is None

    async def exchange(self, request: bytes) -> Reply:
        """Sends a request and waits for its answer; raises SubgraphUnavailable."""
        if self._transport is None or not self._is_open:
            raise SubgraphUnavailable("no connection", before_sending=True)
        self._answer = asyncio.get_running_loop().create_future()
        self._received = 0
        self._language = None
        self._transport.write(request)
        return await self._answer

    def close(self) -> None:
        """Ends the connection."""
        self._is_open = False
        if self._transport is not None:
            self._transport.abort()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """asyncio: the connection stands."""
        self._transport = transport  # type: ignore[assignment]
        self._is_open = True

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - asyncio's signature
        """asyncio: the connection is gone."""
        self._is_open = False
        self._fail("the connection broke off")

    def data_received(self, data: bytes) -> None:
        """asyncio: bytes came."""
        self._received += len(data)
        if self._received > self._most_bytes:
            self._fail(f"it answered more than {self._most_bytes} bytes")
            self.close()
            return
        try:
            self._parser.feed_data(data)
        except httptools.HttpParserError:
            self._fail("it does not speak HTTP")
            self.close()

    def on_header(self, name: bytes, value: bytes) -> None:
        """httptools: one header."""
        if name.lower() == b"content-language":
            self._language = value

    def on_body(self, body: bytes) -> None:
        """httptools: a piece of the body."""
        self._chunks.append(body)

    def on_message_complete(self) -> None:
        """httptools: the answer is whole, unless it is one that announces another."""
        if self._parser.get_status_code() < 200:
            self._chunks.clear()
            return
        answer, self._answer = self._answer, None
        status = self._parser.get_status_code()
        if not self._parser.should_keep_alive():
            self._is_open = False
        # Taken away: an idle connection must not hold on to the last answer that it carried.
        chunks, self._chunks = self._chunks, []
        if answer is not None and not answer.done():
            body = chunks[0] if len(chunks) == 1 else b"".join(chunks)
            answer.set_result(Reply(status, body, self._language))

    def _fail(self, said: str) -> None:
        answer, self._answer = self._answer, None
        if answer is not None and not answer.done():
            answer.set_exception(SubgraphUnavailable(said))

"""What surrounds a transport: a time-out, one more try for reads, a circuit breaker, and one call for equal reads."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass

from gateway.transport import Headers, Reply, SubgraphUnavailable, Transport

# These name a request and change nothing in its answer.
_OF_ONE_REQUEST = frozenset({b"traceparent", b"x-request-id"})


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a subgraph is waited for, and when it is left alone for a while."""

    seconds: float = 3.0
    failures_to_open: int = 5
    open_seconds: float = 2.0


class Breaker:
    """Leaves a subgraph alone after repeated failures; then lets one question through to see."""

    def __init__(self, patience: Patience, clock: Callable[[], float] = time.monotonic) -> None:
        self._patience = patience
        self._clock = clock
        self._failures = 0
        self._closed_at = 0.0

    @property
    def is_open(self) -> bool:
        """Whether questions are refused at present."""
        return self._failures >= self._patience.failures_to_open and self._clock() < self._closed_at

    def enter(self) -> None:
        """Asks leave for a question; raises SubgraphUnavailable."""
        if self._failures >= self._patience.failures_to_open:
            if self._clock() < self._closed_at:
                raise SubgraphUnavailable("it failed repeatedly and is left alone for a moment")
            # One question goes through; the others wait for what becomes of it.
            self._closed_at = self._clock() + self._patience.open_seconds

    def succeeded(self) -> None:
        """The subgraph answered."""
        self._failures = 0

    def failed(self) -> None:
        """The subgraph did not answer."""
        self._failures += 1
        self._closed_at = self._clock() + self._patience.open_seconds


class ResilientTransport:
    """A transport that gives up in time, tries a read twice and asks equal questions once."""

    def __init__(self, inner: Transport, patience: Patience, *, shares_reads: bool = True) -> None:
        self._inner = inner
        self._patience = patience
        self._shares_reads = shares_reads
        self._under_way: dict[tuple[bytes, Headers], asyncio.Task[Reply]] = {}
        self.breaker = Breaker(patience)

    async def post(self, body: bytes, headers: Headers, *, is_query: bool) -> Reply:
        """Sends one request; raises SubgraphUnavailable."""
        if not is_query or not self._shares_reads:
            return await self._send(body, headers, is_query=is_query)
        # Headers are part of the key: they say who asks, and in which language.
        key = (body, tuple(header for header in headers if header[0] not in _OF_ONE_REQUEST))
        task = self._under_way.get(key)
        if task is None:
            task = asyncio.ensure_future(self._send(body, headers, is_query=True))
            self._under_way[key] = task
            task.add_done_callback(lambda done: self._forget(key, done))
        return await asyncio.shield(task)

    def _forget(self, key: tuple[bytes, Headers], done: "asyncio.Task[Reply]") -> None:
        del self._under_way[key]
        if not done.cancelled():
            done.exception()

    async def _send(self, body: bytes, headers: Headers, *, is_query: bool) -> Reply:
        self.breaker.enter()
        try:
            async with asyncio.timeout(self._patience.seconds):
                reply = await self._try(body, headers, is_query=is_query)
        except TimeoutError:
            self.breaker.failed()
            raise SubgraphUnavailable(f"no answer within {self._patience.seconds:g} s") from None
        except SubgraphUnavailable:
            self.breaker.failed()
            raise
        self.breaker.succeeded()
        return reply

    async def _try(self, body: bytes, headers: Headers, *, is_query: bool) -> Reply:
        try:
            return await self._inner.post(body, headers)
        except SubgraphUnavailable as away:
            if not is_query and not away.before_sending:
                raise
        return await self._inner.post(body, headers)

    def stream(self, body: bytes, headers: Headers) -> AsyncIterator[bytes]:
        """Opens a subscription."""
        return self._inner.stream(body, headers)

    async def close(self) -> None:
        """Lets go of connections."""
        await self._inner.close()

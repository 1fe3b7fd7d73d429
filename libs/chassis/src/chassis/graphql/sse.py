"""Streams execution results as server-sent events, one connection a subscription, with heartbeats."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from typing import Any

from chassis.graphql.cors import Headers
from chassis.stopping import Stop

Receive = Callable[[], Awaitable[Any]]
Send = Callable[[Any], Awaitable[None]]

_HEARTBEAT = b":\n\n"
_COMPLETE = b"event: complete\ndata:\n\n"
# No `complete`: the subscription is not over, only this connection is, and clients come again by themselves.
_COME_AGAIN = b"retry: 1000\n\n"
_FAREWELL_SECONDS = 1.0


class RevocableResults(AsyncIterator[bytes]):
    """Results that may be cut off from outside: `revoked` then holds what is said last."""

    def __init__(
        self, results: AsyncIterator[bytes], revoked: "asyncio.Future[bytes]", release: Callable[[], None]
    ) -> None:
        self._results = results
        self._release = release
        self.revoked = revoked

    async def __anext__(self) -> bytes:
        """The next result."""
        return await anext(self._results)

    async def aclose(self) -> None:
        """Lets go of the stream and of whoever watches it."""
        self._release()
        await let_go(self._results)


async def stream(
    results: AsyncIterator[bytes],
    headers: Headers,
    receive: Receive,
    send: Send,
    *,
    heartbeat_seconds: float,
    stop: Stop | None = None,
) -> None:
    """Sends every result until there is none left, the client goes away or the process stops."""
    await send({"type": "http.response.start", "status": 200, "headers": list(headers)})
    sending = asyncio.ensure_future(_send_all(results, send))
    leaving = asyncio.ensure_future(_beat_until_gone(receive, send, heartbeat_seconds))
    revoked = results.revoked if isinstance(results, RevocableResults) else None
    stopping: asyncio.Future[None] = asyncio.get_running_loop().create_future()
    unwatch = (stop or Stop()).watch(lambda: stopping.set_result(None))
    awaited: list[asyncio.Future[Any]] = [sending, leaving, stopping, *([revoked] if revoked else ())]
    try:
        await asyncio.wait(awaited, return_when=asyncio.FIRST_COMPLETED)
        if stopping.done():
            # Our own sources stop with us: that they end is no end of the subscription.
            await _say_farewell(sending, leaving, send)
            return
        if sending.done():
            await sending
        if not leaving.done():
            # A sign of life after the end would break the connection's protocol.
            await _cancel(sending, leaving)
            if revoked is not None and revoked.done():
                await _chunk(send, _event(revoked.result()))
            await send({"type": "http.response.body", "body": _COMPLETE})
    finally:
        unwatch()
        await _cancel(sending, leaving)
        await let_go(results)


async def _say_farewell(sending: "asyncio.Future[Any]", leaving: "asyncio.Future[Any]", send: Send) -> None:
    if leaving.done():
        return
    await _cancel(sending, leaving)
    # Who does not read what was sent would hold up the stop.
    with suppress(TimeoutError):
        async with asyncio.timeout(_FAREWELL_SECONDS):
            await send({"type": "http.response.body", "body": _COME_AGAIN})


async def _send_all(results: AsyncIterator[bytes], send: Send) -> None:
    async for body in results:
        await _chunk(send, _event(body))


async def _beat_until_gone(receive: Receive, send: Send, heartbeat_seconds: float) -> None:
    while True:
        try:
            async with asyncio.timeout(heartbeat_seconds):
                message = await receive()
        except TimeoutError:
            await _chunk(send, _HEARTBEAT)
        else:
            if message["type"] == "http.disconnect":
                return


def _event(body: bytes) -> bytes:
    return b"event: next\ndata: " + body + b"\n\n"


async def _chunk(send: Send, body: bytes) -> None:
    await send({"type": "http.response.body", "body": body, "more_body": True})


async def _cancel(*tasks: "asyncio.Future[Any]") -> None:
    for task in tasks:
        task.cancel()
    for task in tasks:
        with suppress(asyncio.CancelledError):
            await task


async def let_go(results: AsyncIterator[bytes]) -> None:
    """Closes a stream that is not read to its end."""
    close = getattr(results, "aclose", None)
    if close is not None:
        await close()

"""Hands `/events/<service>` and its stream on to the service that owns them, as they are."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from chassis.graphql.errors import Code, errors_body
from chassis.graphql.waiting_room import Overloaded
from chassis.identity import Authenticator, DoorRefusal
from chassis.identity.sessions import EndedSessions
from chassis.stopping import Stop
from gateway.lifetime import watch

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Any]]
Send = Callable[[Any], Awaitable[None]]
Headers = tuple[tuple[bytes, bytes], ...]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]

_PASSED_ON = (
    b"authorization",
    b"accept",
    b"accept-encoding",
    b"accept-language",
    b"last-event-id",
    b"traceparent",
    b"if-none-match",
)
# A step that climbs, or that an HTTP client would read otherwise than we do, leads to what is not a feed.
_BELOW = re.compile(r"(?:/[A-Za-z0-9_][A-Za-z0-9_.-]*)*", re.ASCII)
_HOP_BY_HOP = frozenset({"connection", "keep-alive", "transfer-encoding", "content-length", "date", "server"})


class Feeds:
    """The feeds by service: a URL, or an application in this process."""

    def __init__(
        self,
        feeds: Mapping[str, "str | Application"],
        authenticator: Authenticator,
        ended: EndedSessions,
        stop: Stop,
    ) -> None:
        self._feeds = feeds
        self._authenticator = authenticator
        self._ended = ended
        self._stop = stop

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request below /events/."""
        service, slash, rest = scope["path"].removeprefix("/events/").partition("/")
        below = slash + rest
        feed = self._feeds.get(service)
        if feed is None or scope["method"] not in ("GET", "HEAD") or _BELOW.fullmatch(below) is None:
            await refuse(send, 404, "There is no such feed.", Code.BAD_REQUEST)
            return
        try:
            caller = await self._authenticator(scope)
        except DoorRefusal as refusal:
            await _turn_away(send, refusal)
            return
        answering = _Answering(send)
        try:
            async with asyncio.timeout(None) as until:
                unwatch = watch(caller.viewer, self._ended, lambda _: until.reschedule(0))
                try:
                    await self._until_stopped(feed, "/events" + below, scope, receive, answering)
                finally:
                    unwatch()
        except TimeoutError:
            if not until.expired():
                raise
            await answering.cut_off()

    async def _until_stopped(
        self, feed: "str | Application", path: str, scope: Scope, receive: Receive, answering: "_Answering"
    ) -> None:
        """When the process stops, a stream ends, and who waits for an event is answered without waiting."""
        asks_without_end = path.endswith("/stream") or b"wait=" in scope["query_string"]
        try:
            async with asyncio.timeout(None) as until:
                unwatch = self._stop.watch(
                    lambda: until.reschedule(0) if asks_without_end and answering.may_end else None
                )
                try:
                    await _hand_on(feed, path, scope, receive, answering)
                finally:
                    unwatch()
        except TimeoutError:
            if not until.expired():
                raise
            if answering.has_begun:
                await answering.cut_off()
            elif path.endswith("/stream"):
                await _turn_away(answering, Overloaded(1))
            else:
                await _hand_on(feed, path, _without_waiting(scope), receive, answering)


class _Answering:
    """Sends an answer on, and knows whether it is whole."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self.has_begun = False
        self._is_stream = False
        self._is_whole = False

    @property
    def may_end(self) -> bool:
        """Whether nothing is lost if it ends here: a page that is half sent must come to its end."""
        return self._is_stream or not self.has_begun

    async def __call__(self, message: Any) -> None:
        if message["type"] == "http.response.start":
            kind = dict(message["headers"]).get(b"content-type", b"")
            self._is_stream = kind.startswith(b"text/event-stream")
        await self._send(message)
        self.has_begun = True
        self._is_whole = message["type"] == "http.response.body" and not message.get("more_body")

    async def cut_off(self) -> None:
        """Ends the answer: its reader may read no more."""
        if self._is_whole:
            return
        if self.has_begun:
            await self._send({"type": "http.response.body", "body": b""})
        else:
            await refuse(self._send, 401, "The token or its session is over.", Code.UNAUTHENTICATED)


async def _hand_on(feed: "str | Application", path: str, scope: Scope, receive: Receive, send: Send) -> None:
    if isinstance(feed, str):
        await forward(feed.rstrip("/") + path.removeprefix("/events"), scope, send)
    else:
        await feed({**scope, "path": path, "raw_path": path.encode(), "root_path": ""}, receive, send)


def _without_waiting(scope: Scope) -> Scope:
    asked = [(name, value) for name, value in parse_qsl(scope["query_string"]) if name != b"wait"]
    return {**scope, "query_string": urlencode(asked).encode()}


def feed_beside(graph_url: str) -> str:
    """Where a service's events are when only its graph's address is known."""
    parts = urlsplit(graph_url)
    return urlunsplit((parts.scheme, parts.netloc, parts.path.removesuffix("/graphql") + "/events", "", ""))


async def forward(url: str, scope: Scope, send: Send) -> None:
    """Asks another address and sends on what it says, as it comes."""
    # Ten megabytes that a gateway whose feeds nobody reads need not carry.
    import aiohttp

    timeout = aiohttp.ClientTimeout(total=None, sock_connect=1, sock_read=120)
    query = scope["query_string"].decode("latin-1")
    given = dict(scope["headers"])
    headers = {name.decode(): given[name].decode("latin-1") for name in _PASSED_ON if name in given}
    # What is handed on as it comes must be what was asked for: our own client would ask for compression.
    headers.setdefault("accept-encoding", "identity")
    started = False
    try:
        async with (
            aiohttp.ClientSession(timeout=timeout, auto_decompress=False) as session,
            session.get(f"{url}?{query}" if query else url, headers=headers, allow_redirects=False) as answer,
        ):
            kept = [(k.lower().encode(), v.encode("latin-1")) for k, v in answer.headers.items()]
            kept = [(name, value) for name, value in kept if name.decode() not in _HOP_BY_HOP]
            await send({"type": "http.response.start", "status": answer.status, "headers": kept})
            started = True
            async for chunk in answer.content.iter_any():
                await send({"type": "http.response.body", "body": chunk, "more_body": True})
    except (aiohttp.ClientError, TimeoutError):
        if not started:
            await refuse(send, 503, "The service is not available.", Code.SUBGRAPH_UNAVAILABLE)
            return
    await send({"type": "http.response.body", "body": b""})


async def _turn_away(send: Send, refusal: DoorRefusal) -> None:
    await refuse(send, refusal.status, refusal.reason, Code(refusal.code), refusal.headers)


async def refuse(send: Send, status: int, message: str, code: Code, more: Headers = ()) -> None:
    """Answers with one error."""
    body = errors_body([{"message": message, "extensions": {"code": code.value}}])
    headers = [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(body)), *more]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})

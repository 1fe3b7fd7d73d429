"""One WebSocket that speaks `graphql-transport-ws`, to the letter; everything about it is bounded."""

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from typing import Any, TypeVar

import orjson

from chassis.graphql.accept import read_message
from chassis.identity import Authenticator, DoorRefusal, InvalidToken
from chassis.identity.sessions import EndedSessions
from chassis.stopping import Stop
from gateway.lifetime import watch
from gateway.socket_messages import (
    BAD_REQUEST,
    FORBIDDEN,
    RESTART,
    TOO_MANY,
    TOO_MANY_INITS,
    TOO_SLOW,
    UNAUTHORIZED,
    Closed,
    Message,
    name_of,
    payload_of,
    read,
)
from gateway.socket_operations import Desk, Operations
from gateway.socket_places import Place
from gateway.visitor import Visitor, visitor_of

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Any]]
Send = Callable[[Any], Awaitable[None]]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Manners:
    """What every connection goes by."""

    authenticator: Authenticator
    ended: EndedSessions
    stop: Stop
    desk: Desk
    init_seconds: float
    heartbeat_seconds: float
    most_bytes: int


class Connection:
    """Reads messages until one of both has enough."""

    def __init__(self, manners: Manners, place: Place, scope: Scope, receive: Receive, send: Send) -> None:
        self._manners = manners
        self._place = place
        self._scope = scope
        self._receive = receive
        self._send = send
        self._operations = Operations(manners.desk, self._write)
        self._waiting: asyncio.Timeout | None = None
        self._over: Closed | None = None
        self._unwatch: list[Callable[[], None]] = []

    async def serve(self) -> None:
        """Reads messages until the client goes away. Raises Closed when it must."""
        self._unwatch.append(self._manners.stop.watch(lambda: self._end(RESTART, "Service restart")))
        try:
            visitor = await self._within(self._manners.init_seconds, self._greeted())
        except TimeoutError:
            raise Closed(TOO_SLOW, "Connection initialisation timeout") from None
        if visitor is not None:
            await self._listen(visitor)

    async def finish(self) -> None:
        """Lets what was asked be answered when the process stops."""
        if self._over is not None and self._over.code == RESTART:
            await self._operations.finish()

    async def end(self) -> None:
        """Ends every operation, and gives the place back."""
        for unwatch in self._unwatch:
            unwatch()
        await self._operations.end()
        self._place.leave()

    async def _greeted(self) -> Visitor | None:
        while (message := await self._read()) is not None:
            if message.get("type") == "connection_init":
                return await self._init(payload_of(message))
            if message.get("type") == "subscribe":
                raise Closed(UNAUTHORIZED, "Unauthorized")
            await self._take(message)
        return None

    async def _listen(self, visitor: Visitor) -> None:
        while True:
            try:
                message = await self._within(self._manners.heartbeat_seconds, self._read())
            except TimeoutError:
                await self._say({"type": "ping"})
                continue
            if message is None:
                return
            if message.get("type") == "subscribe":
                self._subscribe(message, visitor)
            elif message.get("type") == "connection_init":
                raise Closed(TOO_MANY_INITS, "Too many initialisation requests")
            else:
                await self._take(message)

    async def _within(self, seconds: float, waiting: Awaitable[T]) -> T:
        """What is waited for. Raises TimeoutError, or Closed if everything is over meanwhile."""
        try:
            async with asyncio.timeout(0 if self._over else seconds) as self._waiting:
                return await waiting
        except TimeoutError:
            if self._over is not None:
                raise self._over from None
            raise
        finally:
            self._waiting = None

    def _end(self, code: int, reason: str) -> None:
        """The token, the session or the process is over: whatever is waited for, the connection closes now."""
        self._over = Closed(code, reason)
        if self._waiting is not None:
            self._waiting.reschedule(0)

    async def _take(self, message: Message) -> None:
        """What may be said at any time."""
        kind = message.get("type")
        if kind == "complete":
            await self._operations.complete(name_of(message))
        elif kind == "ping":
            payload_of(message)
            await self._say({"type": "pong"})
        elif kind == "pong":
            payload_of(message)
        else:
            raise Closed(BAD_REQUEST, "Unknown message type")

    async def _init(self, payload: Message) -> Visitor:
        given = payload.get("authorization")
        headers = {name: value for name, value in self._scope["headers"] if name == b"accept-language"}
        if given is not None and not (isinstance(given, str) and given.isprintable()):
            # Something was presented, and it is no token: that is never anonymous. Nor may it end a line: where nobody
            # verifies, it goes to the subgraphs as it came, and what follows would be another header or request.
            raise Closed(FORBIDDEN, "Forbidden")
        if given is not None:
            headers[b"authorization"] = given.encode("latin-1", "replace")
        texts = {name: value.decode("latin-1") for name, value in headers.items()}
        try:
            caller = await self._manners.authenticator.caller(texts.get(b"authorization"), texts)
        except InvalidToken as refusal:
            raise Closed(FORBIDDEN, "Forbidden") from refusal
        viewer = caller.viewer
        if viewer.subject is not None and not self._place.belongs_to(viewer.subject):
            raise Closed(TOO_MANY, "Too many connections")
        end = watch(viewer, self._manners.ended, lambda reason: self._end(UNAUTHORIZED, reason))
        self._unwatch.append(end)
        await self._say({"type": "connection_ack"})
        return visitor_of(caller, headers, address=self._place.address)

    def _subscribe(self, message: Message, visitor: Visitor) -> None:
        name = name_of(message)
        try:
            request = read_message(message.get("payload"))
        except DoorRefusal as refusal:
            raise Closed(BAD_REQUEST, refusal.reason) from refusal
        self._operations.begin(name, request, visitor)

    async def _read(self) -> Message | None:
        message = await self._receive()
        if message["type"] == "websocket.disconnect":
            return None
        return read(message.get("text"), self._manners.most_bytes)

    async def _say(self, message: Message) -> None:
        await self._write(orjson.dumps(message).decode())

    async def _write(self, text: str) -> None:
        await self._send({"type": "websocket.send", "text": text})

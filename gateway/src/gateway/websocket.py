"""Subscriptions over WebSocket, by the protocol `graphql-transport-ws`; everything about it is bounded."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from typing import Any

import orjson

from chassis.graphql import Answer, SubscribingEngine
from chassis.graphql.accept import read_message
from chassis.graphql.cors import Origins
from chassis.graphql.jsonguard import read_json
from chassis.graphql.sse import let_go
from chassis.identity import Authenticator, DoorRefusal, InvalidToken
from chassis.identity.sessions import EndedSessions
from chassis.telemetry import get_logger
from gateway.lifetime import watch
from gateway.visitor import Visitor, visitor_of

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Any]]
Send = Callable[[Any], Awaitable[None]]

log = get_logger()

PROTOCOL = "graphql-transport-ws"
BAD_REQUEST, UNAUTHORIZED, FORBIDDEN, NO_SUBPROTOCOL = 4400, 4401, 4403, 4406
TOO_SLOW, DUPLICATE, TOO_MANY_INITS, TOO_MANY = 4408, 4409, 4429, 4430


@dataclass(frozen=True, slots=True)
class SocketLimits:
    """What one connection, and one user, may hold."""

    init_seconds: float = 5.0
    subscriptions: int = 20
    connections: int = 5
    most_bytes: int = 100 * 1024
    heartbeat_seconds: float = 20.0


class _Close(Exception):
    def __init__(self, code: int, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


class Sockets:
    """The WebSocket side of the gateway's door."""

    def __init__(
        self,
        engine: SubscribingEngine[Visitor],
        authenticator: Authenticator,
        origins: Origins,
        ended: EndedSessions,
        limits: SocketLimits | None = None,
    ) -> None:
        self.engine = engine
        self.authenticator = authenticator
        self.ended = ended
        self.limits = limits or SocketLimits()
        self.connections: Counter[str] = Counter()
        self._origins = origins

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one connection until it closes."""
        await receive()
        origin = dict(scope["headers"]).get(b"origin")
        if origin is not None and not self._origins.allow(origin):
            await send({"type": "websocket.close", "code": FORBIDDEN, "reason": "Origin not allowed"})
            return
        if PROTOCOL not in scope.get("subprotocols", ()):
            await send(
                {"type": "websocket.close", "code": NO_SUBPROTOCOL, "reason": "Subprotocol not acceptable"}
            )
            return
        await send({"type": "websocket.accept", "subprotocol": PROTOCOL})
        connection = _Connection(self, scope, receive, send)
        try:
            await connection.serve()
        except _Close as close:
            await send({"type": "websocket.close", "code": close.code, "reason": close.reason})
        finally:
            await connection.end()


class _Connection:
    def __init__(self, sockets: Sockets, scope: Scope, receive: Receive, send: Send) -> None:
        self._sockets = sockets
        self._limits = sockets.limits
        self._scope = scope
        self._receive = receive
        self._send = send
        self._visitor: Visitor | None = None
        self._subject: str | None = None
        self._running: dict[str, asyncio.Task[None]] = {}
        self._listening: asyncio.Timeout | None = None
        self._over: str | None = None
        self._unwatch: Callable[[], None] | None = None

    async def serve(self) -> None:
        """Reads messages until the client goes away, or does something that it must not."""
        try:
            async with asyncio.timeout(self._limits.init_seconds):
                first = await self._read()
                if first is None:
                    return
                if first.get("type") != "connection_init":
                    raise _Close(UNAUTHORIZED, "Unauthorized")
                await self._init(first.get("payload"))
        except TimeoutError:
            raise _Close(TOO_SLOW, "Connection initialisation timeout") from None
        await self._listen()

    async def end(self) -> None:
        """Ends every subscription."""
        if self._unwatch is not None:
            self._unwatch()
        running = list(self._running.values())
        for task in running:
            task.cancel()
        if running:
            await asyncio.wait(running)
        if self._subject is not None:
            self._sockets.connections[self._subject] -= 1
            if not self._sockets.connections[self._subject]:
                del self._sockets.connections[self._subject]

    async def _listen(self) -> None:
        while self._over is None:
            try:
                async with asyncio.timeout(self._limits.heartbeat_seconds) as self._listening:
                    message = await self._read()
            except TimeoutError:
                if self._over is None:
                    await self._write({"type": "ping"})
                continue
            finally:
                self._listening = None
            if message is None:
                return
            await self._take(message)
        raise _Close(UNAUTHORIZED, self._over)

    def _end(self, reason: str) -> None:
        """The token or the session is over: whatever is waited for, the connection closes now."""
        self._over = reason
        if self._listening is not None:
            self._listening.reschedule(0)

    async def _take(self, message: dict[str, Any]) -> None:
        kind = message.get("type")
        if kind == "ping":
            await self._write({"type": "pong"})
        elif kind == "subscribe":
            await self._subscribe(message.get("id"), message.get("payload"))
        elif kind == "complete":
            await self._complete(str(message.get("id")))
        elif kind == "connection_init":
            raise _Close(TOO_MANY_INITS, "Too many initialisation requests")
        elif kind != "pong":
            raise _Close(BAD_REQUEST, "Unknown message type")

    async def _init(self, payload: object) -> None:
        given = payload.get("authorization") if isinstance(payload, dict) else None
        headers = {name: value for name, value in self._scope["headers"] if name == b"accept-language"}
        if given is not None and not isinstance(given, str):
            # Something was presented, and it is no token: that is never anonymous.
            raise _Close(FORBIDDEN, "Forbidden")
        if given is not None:
            headers[b"authorization"] = given.encode("latin-1", "replace")
        texts = {name: value.decode("latin-1") for name, value in headers.items()}
        try:
            caller = await self._sockets.authenticator.caller(texts.get(b"authorization"), texts)
        except InvalidToken as refusal:
            raise _Close(FORBIDDEN, "Forbidden") from refusal
        self._visitor = visitor_of(caller, headers)
        subject = caller.viewer.subject
        if subject is not None and self._sockets.connections[subject] >= self._limits.connections:
            raise _Close(TOO_MANY, "Too many connections")
        if subject is not None:
            self._sockets.connections[subject] += 1
            self._subject = subject
        self._unwatch = watch(caller.viewer, self._sockets.ended, self._end)
        await self._write({"type": "connection_ack"})

    async def _subscribe(self, name: object, payload: object) -> None:
        if not isinstance(name, str) or not name or len(name) > 128:
            raise _Close(BAD_REQUEST, "A subscription needs an id")
        if name in self._running:
            raise _Close(DUPLICATE, "Subscriber already exists")
        if len(self._running) >= self._limits.subscriptions:
            raise _Close(TOO_MANY, "Too many subscriptions")
        task = asyncio.ensure_future(self._answer(name, payload))
        self._running[name] = task
        task.add_done_callback(lambda ended: self._forget(name, ended))

    async def _complete(self, name: str) -> None:
        task = self._running.get(name)
        if task is not None:
            task.cancel()
            # It counts until it has let go of what it holds: its name is free only then.
            await asyncio.wait([task])

    def _forget(self, name: str, ended: asyncio.Task[None]) -> None:
        del self._running[name]
        failure = None if ended.cancelled() else ended.exception()
        if failure is not None and not isinstance(failure, OSError):
            log.error("subscription_failed", kind=type(failure).__name__)

    async def _answer(self, name: str, payload: object) -> None:
        if self._visitor is None:
            raise _Close(UNAUTHORIZED, "Unauthorized")
        try:
            request = read_message(payload)
        except DoorRefusal as refusal:
            error = {"message": refusal.reason, "extensions": {"code": refusal.code}}
            await self._write({"id": name, "type": "error", "payload": [error]})
            return
        opened: Answer | AsyncIterator[bytes] = await self._sockets.engine.subscribe(request, self._visitor)
        if isinstance(opened, Answer):
            errors = orjson.loads(opened.body)["errors"]
            await self._write({"id": name, "type": "error", "payload": errors})
            return
        head = b'{"id":' + orjson.dumps(name) + b',"type":"next","payload":'
        try:
            async for result in opened:
                await self._send({"type": "websocket.send", "text": (head + result + b"}").decode()})
        finally:
            await let_go(opened)
        await self._write({"id": name, "type": "complete"})

    async def _read(self) -> dict[str, Any] | None:
        message = await self._receive()
        if message["type"] == "websocket.disconnect":
            return None
        text = message.get("text")
        if text is None or len(text) > self._limits.most_bytes:
            raise _Close(BAD_REQUEST, "Invalid message")
        try:
            content = read_json(text.encode())
        except (DoorRefusal, UnicodeEncodeError) as error:
            raise _Close(BAD_REQUEST, "Invalid message") from error
        if content.__class__ is not dict:
            raise _Close(BAD_REQUEST, "Invalid message")
        return dict(content)

    async def _write(self, message: dict[str, Any]) -> None:
        await self._send({"type": "websocket.send", "text": orjson.dumps(message).decode()})

"""WebSockets at the gateway's door: who may open one, and what all of them together may hold."""

from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass
from typing import Any, ClassVar

from chassis.graphql import Code, SubscribingEngine
from chassis.graphql.cors import Origins
from chassis.graphql.errors import errors_body
from chassis.graphql.waiting_room import Overloaded, WaitingRoom
from chassis.identity import Authenticator, DoorRefusal
from chassis.identity.sessions import EndedSessions
from chassis.stopping import Stop
from gateway.socket_connection import Connection, Manners
from gateway.socket_messages import Closed
from gateway.socket_operations import Desk
from gateway.socket_places import Places
from gateway.visitor import Visitor

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Any]]
Send = Callable[[Any], Awaitable[None]]

PROTOCOL = "graphql-transport-ws"


@dataclass(frozen=True, slots=True)
class SocketLimits:
    """What one connection, one user, and who has not shown a token may hold."""

    init_seconds: float = 5.0
    operation_seconds: float = 5.0
    operations: int = 20
    connections: int = 5
    strangers: int = 2_000
    strangers_each: int = 100
    most_bytes: int = 100 * 1024
    heartbeat_seconds: float = 20.0


@dataclass(frozen=True, slots=True)
class House:
    """What WebSockets share with every other door: whom it lets in, how many at once, and when it closes."""

    authenticator: Authenticator
    origins: Origins
    ended: EndedSessions
    room: WaitingRoom
    stop: Stop


class Sockets:
    """The WebSocket side of the gateway's door."""

    def __init__(
        self, engine: SubscribingEngine[Visitor], house: House, limits: SocketLimits | None = None
    ) -> None:
        limits = limits or SocketLimits()
        self._house = house
        self._manners = Manners(
            house.authenticator,
            house.ended,
            house.stop,
            Desk(engine, house.room, limits.operations, limits.operation_seconds),
            limits.init_seconds,
            limits.heartbeat_seconds,
            limits.most_bytes,
        )
        self._places = Places(
            each=limits.connections, strangers=limits.strangers, strangers_each=limits.strangers_each
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one connection until it closes."""
        await receive()
        client = scope.get("client")
        try:
            self._refuse_unwelcome(scope)
            place = self._places.take(client[0] if client else "")
        except DoorRefusal as refusal:
            await _refuse(refusal, scope, send)
            return
        connection = Connection(self._manners, place, scope, receive, send)
        try:
            await send({"type": "websocket.accept", "subprotocol": PROTOCOL})
            await connection.serve()
        except Closed as closed:
            await connection.finish()
            await send({"type": "websocket.close", "code": closed.code, "reason": closed.reason})
        finally:
            await connection.end()

    def _refuse_unwelcome(self, scope: Scope) -> None:
        if scope["path"] != "/graphql":
            raise _NothingHere("There is nothing here; the graph is at /graphql.")
        origin = dict(scope["headers"]).get(b"origin")
        if origin is not None and not self._house.origins.allow(origin):
            raise _StrangeOrigin("Pages of this origin may not call us.")
        if PROTOCOL not in scope.get("subprotocols", ()):
            raise _NoSubprotocol(f"Speak {PROTOCOL}.")
        if self._house.stop.has_begun:
            raise Overloaded(1)


class _NothingHere(DoorRefusal):
    status: ClassVar[int] = 404


class _StrangeOrigin(DoorRefusal):
    status: ClassVar[int] = 403
    code: ClassVar[str] = Code.CROSS_SITE


class _NoSubprotocol(DoorRefusal):
    status: ClassVar[int] = 400


async def _refuse(refusal: DoorRefusal, scope: Scope, send: Send) -> None:
    """Answers the handshake as the HTTP request that it still is; where a server cannot, it says 403."""
    if "websocket.http.response" not in scope.get("extensions", {}):
        await send({"type": "websocket.close", "code": 1008, "reason": refusal.reason})
        return
    body = errors_body([{"message": refusal.reason, "extensions": {"code": refusal.code}}])
    headers = [(b"content-type", b"application/json; charset=utf-8"), *refusal.headers]
    await send({"type": "websocket.http.response.start", "status": refusal.status, "headers": headers})
    await send({"type": "websocket.http.response.body", "body": body})

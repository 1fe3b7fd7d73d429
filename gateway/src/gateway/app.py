"""Builds the gateway: the one module that knows every part."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import structlog

from chassis.credentials import token_verifier
from chassis.graphql import EndpointSettings, GraphQLEndpoint
from chassis.graphql.cors import Origins
from chassis.graphql.waiting_room import WaitingRoom
from chassis.identity import Authenticator
from chassis.identity.verifier import TokenCounts
from chassis.settings import PlatformSettings, platform_settings
from chassis.stopping import Stop
from gateway.allowance import Allowance, RationedEngine
from gateway.compression import compressed
from gateway.engine import GatewayEngine
from gateway.feeds import Application, Feeds, feed_beside
from gateway.files import Files, keepers
from gateway.graphiql import LogIn, page
from gateway.lifetime import BoundEngine
from gateway.metrics import Traffic
from gateway.service import Connect, Gateway, over_http
from gateway.sessions import Sessions, logout_door, store_at
from gateway.settings import GatewaySettings, for_production
from gateway.visitor import Doorkeeper, Visitor
from gateway.websocket import House, SocketLimits, Sockets

log = structlog.get_logger(__name__)

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Any]]
Send = Callable[[Any], Awaitable[None]]

LOGOUT_PATH = "/logout/backchannel"


class UnsafeInProduction(Exception):
    """Production without token verification; the text says what to set."""

    def __init__(self) -> None:
        super().__init__(
            "BILIM_ENV=production needs verify_tokens = true and an issuer (BILIM_ISSUER, BILIM_JWKS_URL)."
        )


@dataclass(frozen=True, slots=True)
class Doors:
    """What answers where."""

    graph: GraphQLEndpoint[Visitor]
    sockets: Sockets
    feeds: Application
    files: Application
    logout: Application
    others: Application


class GatewayApp:
    """The ASGI application: /graphql, /events, /files, /logout/backchannel, and what a host adds."""

    def __init__(
        self, gateway: Gateway, doors: Doors, sessions: Sessions, tokens: TokenCounts | None, stop: Stop
    ) -> None:
        self.gateway = gateway
        self.sessions = sessions
        self.tokens = tokens
        self.traffic = Traffic()
        self._doors = doors
        self._stop = stop
        self._has_started = False

    @property
    def is_ready(self) -> bool:
        """Whether whoever spreads requests may send more."""
        return self._has_started and not self._stop.has_begun

    @property
    def waiting(self) -> int:
        """How many listen without end: streams, sockets and feeds."""
        return self._stop.watched_by

    def begin_stop(self) -> None:
        """Is no longer ready, and tells who listens without end to come again."""
        self._stop.begin()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers whatever the server brings."""
        kind = scope["type"]
        if kind == "http":
            await self._http(scope, receive, self._counted(send))
        elif kind == "websocket":
            self.traffic.streams += 1
            try:
                await self._doors.sockets(scope, receive, send)
            finally:
                self.traffic.streams -= 1
        elif kind == "lifespan":
            await self._live(receive, send)

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope["path"]
        if path == "/graphql" or path.startswith("/graphql/"):
            accepted = dict(scope["headers"]).get(b"accept-encoding", b"")
            await self._doors.graph(scope, receive, compressed(send, accepted) if accepted else send)
        elif path.startswith("/events/"):
            await self._doors.feeds(scope, receive, send)
        elif path.startswith("/files/"):
            await self._doors.files(scope, receive, send)
        elif path == LOGOUT_PATH:
            await self._doors.logout(scope, receive, send)
        else:
            await self._doors.others(scope, receive, send)

    def _counted(self, send: Send) -> Send:
        async def counted(message: Any) -> None:
            if message["type"] == "http.response.start":
                self.traffic.count(message["status"])
            await send(message)

        return counted

    async def _live(self, receive: Receive, send: Send) -> None:
        await receive()
        watching = [
            asyncio.ensure_future(self.gateway.watch()),
            asyncio.ensure_future(self.sessions.keep_fresh()),
        ]
        self._has_started = True
        await send({"type": "lifespan.startup.complete"})
        await receive()
        self.begin_stop()
        for task in watching:
            task.cancel()
        await asyncio.gather(*watching, return_exceptions=True)
        await self.gateway.close()
        await self.sessions.close()
        await send({"type": "lifespan.shutdown.complete"})


def create_app(
    settings: GatewaySettings,
    supergraph: Path,
    *,
    connect: Connect | None = None,
    feeds: Mapping[str, str | Application] | None = None,
    others: Application | None = None,
    platform: PlatformSettings | None = None,
) -> GatewayApp:
    """The gateway over a supergraph file.

    `connect` says how a subgraph is reached (over HTTP when not said), `feeds` where events are, `others` answers
    every other path. Raises SupergraphRefused, UnsafeInProduction or NoIssuer.
    """
    platform = platform or platform_settings()
    if platform.is_production and not settings.verify_tokens:
        raise UnsafeInProduction
    if platform.is_production and settings.sessions_url is None:
        log.warning(
            "ended_sessions_not_shared", do="set GATEWAY_SESSIONS_URL where more than one gateway runs"
        )
    settings = for_production(settings) if platform.is_production else settings
    gateway = Gateway(supergraph, settings, connect or over_http({}))
    sessions = Sessions(store_at(settings.sessions_url), settings.session_refresh_seconds)
    verifier = token_verifier(platform) if settings.verify_tokens else None
    authenticator = Authenticator(verifier, ended=sessions.ended)
    engine = _rationed(gateway.engine, settings.requests_per_minute)
    origins = Origins(settings.allowed_origins)
    log_in = LogIn(platform.issuer, settings.login_client) if settings.login_client else None
    known = _feeds(gateway, feeds, settings)
    house = House(
        authenticator, origins, sessions.ended, WaitingRoom(settings.most_at_once, longest_seconds=0), Stop()
    )
    doors = Doors(
        graph=_graph(BoundEngine(engine, sessions.ended), house, settings, log_in),
        sockets=Sockets(engine, house, _socket_limits(settings)),
        feeds=Feeds(known, authenticator, sessions.ended, house.stop),
        files=Files(keepers(known)),
        logout=logout_door(platform, sessions, settings.logout_clients) if verifier else nothing_here,
        others=others or nothing_here,
    )
    return GatewayApp(gateway, doors, sessions, verifier.counts if verifier else None, house.stop)


def _graph(
    engine: BoundEngine, house: House, settings: GatewaySettings, log_in: LogIn | None
) -> GraphQLEndpoint[Visitor]:
    return GraphQLEndpoint(
        engine,
        Doorkeeper(house.authenticator),
        EndpointSettings(
            most_bytes=settings.most_bytes,
            seconds=settings.request_seconds,
            origins=house.origins,
            page=page(log_in) if settings.graphiql else None,
        ),
        room=house.room,
        stop=house.stop,
    )


def _socket_limits(settings: GatewaySettings) -> SocketLimits:
    return SocketLimits(
        operation_seconds=settings.request_seconds,
        most_bytes=settings.most_bytes,
        strangers=settings.strangers,
        strangers_each=settings.strangers_each,
    )


def _feeds(
    gateway: Gateway, given: Mapping[str, str | Application] | None, settings: GatewaySettings
) -> Mapping[str, str | Application]:
    if given is not None:
        return given
    urls = gateway.engine.graph.supergraph.urls
    return {name: feed_beside(url) for name, url in urls.items()} | settings.feeds


def _rationed(engine: GatewayEngine, per_minute: int | None) -> GatewayEngine | RationedEngine:
    return engine if per_minute is None else RationedEngine(engine, Allowance(per_minute), per_minute)


async def nothing_here(scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG001 - ASGI's signature
    body = b"There is nothing here; the graph is at /graphql.\n"
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", b"%d" % len(body))]
    await send({"type": "http.response.start", "status": 404, "headers": headers})
    await send({"type": "http.response.body", "body": body})

"""Builds the gateway: the one module that knows every part."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from chassis.credentials import token_verifier
from chassis.graphql import EndpointSettings, GraphQLEndpoint
from chassis.graphql.cors import Origins
from chassis.identity import Authenticator
from chassis.settings import PlatformSettings, platform_settings
from gateway.allowance import Allowance, RationedEngine
from gateway.compression import compressed
from gateway.engine import GatewayEngine
from gateway.feeds import Application, Feeds, feed_beside
from gateway.graphiql import page
from gateway.metrics import Traffic, render
from gateway.service import Connect, Gateway, over_http
from gateway.settings import GatewaySettings
from gateway.visitor import Doorkeeper, Visitor
from gateway.websocket import Sockets

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Any]]
Send = Callable[[Any], Awaitable[None]]


class UnsafeInProduction(Exception):
    """Production without token verification; the text says what to set."""

    def __init__(self) -> None:
        super().__init__(
            "BILIM_ENV=production needs verify_tokens = true and an issuer (BILIM_ISSUER, BILIM_JWKS_URL)."
        )


class GatewayApp:
    """The ASGI application: /graphql, /events/<service>, and what a host adds."""

    def __init__(
        self,
        gateway: Gateway,
        endpoint: GraphQLEndpoint[Visitor],
        sockets: Sockets,
        feeds: Feeds,
        others: Application,
    ) -> None:
        self.gateway = gateway
        self.traffic = Traffic()
        self.is_ready = False
        self._endpoint = endpoint
        self._sockets = sockets
        self._feeds = feeds
        self._others = others

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers whatever the server brings."""
        kind = scope["type"]
        if kind == "http":
            await self._http(scope, receive, self._counted(send))
        elif kind == "websocket":
            self.traffic.streams += 1
            try:
                await self._sockets(scope, receive, send)
            finally:
                self.traffic.streams -= 1
        elif kind == "lifespan":
            await self._live(receive, send)

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope["path"]
        if path == "/graphql" or path.startswith("/graphql/"):
            accepted = dict(scope["headers"]).get(b"accept-encoding", b"")
            await self._endpoint(scope, receive, compressed(send, accepted) if accepted else send)
        elif path.startswith("/events/"):
            await self._feeds(scope, receive, send)
        else:
            await self._others(scope, receive, send)

    def _counted(self, send: Send) -> Send:
        async def counted(message: Any) -> None:
            if message["type"] == "http.response.start":
                self.traffic.count(message["status"])
            await send(message)

        return counted

    async def _live(self, receive: Receive, send: Send) -> None:
        await receive()
        watching = asyncio.ensure_future(self.gateway.watch())
        self.is_ready = True
        await send({"type": "lifespan.startup.complete"})
        await receive()
        self.is_ready = False
        watching.cancel()
        with suppress(asyncio.CancelledError):
            await watching
        await self.gateway.close()
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
    gateway = Gateway(supergraph, settings, connect or over_http({}))
    engine = _rationed(gateway.engine, settings.requests_per_minute)
    authenticator = Authenticator(token_verifier(platform) if settings.verify_tokens else None)
    origins = Origins(settings.allowed_origins)
    endpoint = GraphQLEndpoint(
        engine,
        Doorkeeper(authenticator),
        EndpointSettings(
            most_bytes=settings.most_bytes,
            seconds=settings.request_seconds,
            origins=origins,
            page=page() if settings.graphiql else None,
        ),
    )
    urls = gateway.engine.graph.supergraph.urls
    known = (
        feeds
        if feeds is not None
        else {name: feed_beside(url) for name, url in urls.items()} | settings.feeds
    )
    return GatewayApp(
        gateway,
        endpoint,
        Sockets(engine, authenticator, origins),
        Feeds(known),
        others or _nothing_here,
    )


def _rationed(engine: GatewayEngine, per_minute: int | None) -> GatewayEngine | RationedEngine:
    return engine if per_minute is None else RationedEngine(engine, Allowance(per_minute), per_minute)


def management_app(app: GatewayApp) -> Application:
    """/health, /ready and /metrics, for a port that the world does not see."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await _lifespan(scope, receive, send)
        elif scope["path"] == "/health":
            await _send(send, 200, b"alive\n")
        elif scope["path"] == "/ready":
            await _send(send, 200 if app.is_ready else 503, b"ready\n" if app.is_ready else b"starting\n")
        elif scope["path"] == "/metrics":
            await _send(send, 200, render(app.gateway, app.traffic))
        else:
            await _nothing_here(scope, receive, send)

    return answer


async def _lifespan(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "lifespan":
        await receive()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await send({"type": "lifespan.shutdown.complete"})


async def _nothing_here(scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG001 - ASGI's signature
    await _send(send, 404, b"There is nothing here; the graph is at /graphql.\n")


async def _send(send: Send, status: int, body: bytes) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})

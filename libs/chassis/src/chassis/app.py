"""The web application of a service: its graph, its feed, and whether it is well."""

import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg
from fastapi import FastAPI, Response
from starlette.types import Receive, Scope, Send

from chassis.credentials import authenticator
from chassis.database.pool import open_pool
from chassis.events import EventLog, Feed, ringing
from chassis.events.access import EventAccess
from chassis.events.contracts import Contracts
from chassis.events.snapshot_feed import SnapshotFeed
from chassis.events.snapshots import Snapshots
from chassis.events.watchers import Watchers, watched
from chassis.graphql import GraphQLEndpoint
from chassis.graphql.waiting_room import WaitingRoom
from chassis.identity import Caller
from chassis.service import Resources, Service, U
from chassis.settings import PlatformSettings, ServiceSettings, platform_settings
from chassis.stopping import Stop

_NEVER = Stop()


class ServiceApp(FastAPI):
    """A FastAPI application whose graph is answered before any routing: that costs as much as a small query."""

    graph: GraphQLEndpoint[Caller] | None = None
    feed: Feed | None = None
    watchers: Watchers | None = None

    def begin_stop(self) -> None:
        """Lets go of who waits, before requests under way are waited for."""
        # First: a stream whose source ends is told that its subscription is over, which it is not.
        self.state.stop.begin()
        if self.feed is not None:
            self.feed.close()
        if self.watchers is not None:
            self.watchers.close()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request, or runs the lifespan."""
        if self.graph is not None and scope["type"] == "http" and _is_graph(scope["path"]):
            await self.graph(scope, receive, send)
        else:
            await super().__call__(scope, receive, send)


def _is_graph(path: str) -> bool:
    return path == "/graphql" or path.startswith("/graphql/")


def create_service_app(
    service: Service[U],
    settings: ServiceSettings | None = None,
    platform: PlatformSettings | None = None,
) -> ServiceApp:
    """The ASGI application of a service; what it needs is opened by its lifespan, which a host must enter."""
    platform = platform or platform_settings()
    settings = settings or service.settings()

    @asynccontextmanager
    async def lifespan(app: ServiceApp) -> AsyncIterator[None]:
        app.state.stop = Stop()
        url = service.database_url(settings, platform)
        async with contextlib.AsyncExitStack() as stack:
            pool = await open_pool(
                url,
                application=f"{service.name} serve",
                size=settings.pool_size,
                statement_timeout_ms=settings.statement_timeout_ms,
            )
            stack.push_async_callback(pool.close)
            bells = await stack.enter_async_context(ringing(url, application=service.name))
            registry = service.registry(platform)
            authenticate = authenticator(platform)
            work = service.work_on(pool, registry, committed=bells.committed)
            app.watchers = await stack.enter_async_context(watched(pool, bells))
            resources = Resources(platform, pool, work, app.watchers)
            engine = service.engine(resources)
            room = WaitingRoom(settings.pool_size, settings.waiting_seconds)
            app.graph = GraphQLEndpoint(engine, authenticate, room=room, stop=app.state.stop)
            if service.routes is not None:
                app.router.routes.extend(service.routes(resources))
            contracts = Contracts(pool)
            access = EventAccess(service.tells, contracts)
            app.feed = Feed(
                EventLog(pool, source=f"urn:bilim:{service.name}"),
                bells=bells,
                registry=registry,
                authenticate=authenticate,
                access=access,
                contracts=contracts,
            )
            app.router.routes.extend(app.feed.routes())
            states = SnapshotFeed(
                Snapshots(pool, service.snapshots, service=service.name, registry=registry),
                registry=registry,
                authenticate=authenticate,
                access=access,
                contracts=contracts,
            )
            app.router.routes.extend(states.routes())
            app.state.pool, app.state.work = pool, work
            stack.callback(app.begin_stop)
            yield

    app = ServiceApp(
        title=f"Bilim {service.name}", docs_url=None, redoc_url=None, openapi_url=None, lifespan=lifespan
    )
    add_health(app)
    return app


def add_health(app: FastAPI) -> None:
    """`/health`: the process lives. `/ready`: it can answer, that is, its database does."""

    @app.get("/health")
    async def health() -> dict[str, str]:
        return {"status": "alive"}

    @app.get("/ready")
    async def ready(response: Response) -> dict[str, str]:
        if getattr(app.state, "stop", _NEVER).has_begun:
            response.status_code = 503
            return {"status": "stopping"}
        try:
            await app.state.pool.fetchval("select 1", timeout=2)
        except (OSError, TimeoutError, AttributeError, asyncpg.PostgresError, asyncpg.InterfaceError):
            response.status_code = 503
            return {"status": "waiting for the database"}
        return {"status": "ready"}

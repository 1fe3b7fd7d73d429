"""What the gateway has in development beside the graph: the issuer's addresses, and whether it is ready."""

from collections.abc import Callable
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from chassis.credentials import development_issuer
from chassis.events.schemas import Schemas
from chassis.identity.development_app import development_routes
from chassis.settings import platform_settings
from contracts.catalogue import asyncapi, described
from devhost.folder import DataFolder
from gateway.settings import GatewaySettings

SUPERGRAPH = Path(__file__).resolve().parents[4] / "gateway" / "supergraph.graphql"
OUR_GATEWAY = GatewaySettings(verify_tokens=True, count_cost=True, pass_bytes=True)
"""As we run it: the subgraphs behind it are ours, so a single answer need not be read again."""


def development_app(folder: DataFolder, is_ready: Callable[[], bool]) -> Starlette:
    """`/dev/…`, `/ready`, the contracts of all events, and a way from the bare address to the editor."""

    async def ready(_request: Request) -> Response:
        return PlainTextResponse("ready\n") if is_ready() else PlainTextResponse("starting\n", 503)

    async def editor(_request: Request) -> Response:
        return RedirectResponse("/graphql")

    routes = [Route("/", editor), Route("/ready", ready), *issuer_routes(folder), *contract_routes()]
    return Starlette(routes=routes)


def issuer_routes(folder: DataFolder) -> list[Route]:
    """The development issuer's, where nobody else signs."""
    if platform_settings().key_file is None:
        return []
    return development_routes(development_issuer(platform_settings(), personas_file=folder.personas))


def contract_routes() -> list[Route]:
    """Where events point for their contract, and what there is to subscribe to."""
    document, page = asyncapi()
    return Schemas(described(), asyncapi=document, page=page).routes()

"""A path that climbs out of the feeds, or of the files, reaches nothing behind the gateway."""

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from chassis.settings import PlatformSettings
from gateway.app import create_app
from gateway.settings import GatewaySettings
from gateway.transport.in_process import InProcessTransport

Ask = Callable[..., Awaitable[Any]]

SUPERGRAPH = Path(__file__).parents[2] / "gateway" / "supergraph.graphql"
CLIMBING = (
    "/events/inventory/../graphql",
    "/events/inventory/..",
    "/events/inventory/./health",
    "/events/inventory/stream/../../health",
    "/events/inventory//health",
    "/events/inventory/..\\graphql",
    "/events/inventory/%2e%2e/graphql",
    "/events/inventory/..;/graphql",
    "/events/inventory/?query={__typename}",
    "/events/inventory/#",
    "/events/inventory/stream\r\nx-evil: 1",
    "/events/inventory/@evil.example/",
    "/events/inventory/\u2025/graphql",
    "/events/../graphql",
    "/events/inventory@evil.example",
)


@pytest.fixture
async def behind() -> AsyncIterator[tuple[str, list[str]]]:
    """A service that notes what it is asked for."""
    asked: list[str] = []

    async def note(request: web.Request) -> web.Response:
        asked.append(request.path)
        return web.json_response({})

    app = web.Application()
    app.router.add_route("*", "/{rest:.*}", note)
    async with TestServer(app) as server:
        yield str(server.make_url("/events")), asked


@pytest.fixture
def gateway(behind: tuple[str, list[str]], platform: PlatformSettings, services: dict[str, Any]) -> Any:
    return create_app(
        GatewaySettings(verify_tokens=True),
        SUPERGRAPH,
        connect=lambda name, _: InProcessTransport(services[name]),
        feeds={"inventory": behind[0]},
        platform=platform,
    )


@pytest.mark.parametrize("path", CLIMBING)
async def test_a_path_that_climbs_is_asked_of_nobody(
    path: str, gateway: Any, ask: Ask, behind: tuple[str, list[str]]
) -> None:
    answer = await ask(gateway, "GET", path, headers=[])

    assert (answer.status, behind[1]) == (404, [])


@pytest.mark.parametrize("path", [each.replace("/events/", "/files/") for each in CLIMBING])
async def test_no_path_climbs_out_of_the_files(
    path: str, gateway: Any, ask: Ask, behind: tuple[str, list[str]]
) -> None:
    answer = await ask(gateway, "GET", path, headers=[])

    assert (answer.status, behind[1]) == (404, [])


async def test_a_file_is_asked_of_its_keeper_with_its_signature_and_nothing_else(
    gateway: Any, ask: Ask, behind: tuple[str, list[str]]
) -> None:
    answer = await ask(gateway, "GET", "/files/inventory/exports/1", headers=[], query=b"signature=00")
    posted = await ask(gateway, "POST", "/files/inventory/exports/1", headers=[])

    assert (answer.status, posted.status, behind[1]) == (200, 404, ["/files/exports/1"])


@pytest.mark.parametrize("path", ["", "/stream", "/snapshots", "/snapshots/school"])
async def test_a_path_of_the_feed_is_handed_on(
    path: str, gateway: Any, ask: Ask, behind: tuple[str, list[str]]
) -> None:
    answer = await ask(gateway, "GET", f"/events/inventory{path}", headers=[])

    assert (answer.status, behind[1]) == (200, [f"/events{path}"])

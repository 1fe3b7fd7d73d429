"""Composes small subgraphs, equal sets once a session; serves a gateway on a real socket."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from chassis.server import listen, serving_beside
from gateway.app import GatewayApp, create_app
from gateway.settings import GatewaySettings
from gateway.testing import Federate, Federation, LocalTransport, Subgraph, federation_of
from repo.compose import Subgraph as Composed
from repo.compose import compose

Compose = Callable[[tuple[Subgraph, ...]], str]
Serve = Callable[[GatewayApp], AbstractAsyncContextManager[str]]


@pytest.fixture(scope="session")
def composed() -> Compose:
    """The supergraph of subgraphs."""
    known: dict[tuple[tuple[str, str], ...], str] = {}

    def supergraph_of(subgraphs: tuple[Subgraph, ...]) -> str:
        key = tuple((subgraph.name, subgraph.source) for subgraph in subgraphs)
        if key not in known:
            sources = [Composed(name, f"http://{name}.invalid/graphql", sdl) for name, sdl in key]
            known[key] = compose(sources)
        return known[key]

    return supergraph_of


@pytest.fixture(scope="session")
def federate(composed: Compose) -> Federate:
    """Makes a federation of subgraphs."""

    def make(*subgraphs: Subgraph, **options: Any) -> Federation:
        return federation_of(composed(subgraphs), subgraphs, **options)

    return make


@pytest.fixture
def supergraph_file(composed: Compose, tmp_path: Path) -> Callable[..., Path]:
    """Writes a composed supergraph to a file."""

    def write(*subgraphs: Subgraph) -> Path:
        file = tmp_path / "supergraph.graphql"
        file.write_text(composed(subgraphs))
        return file

    return write


SCHOOLS = Subgraph(
    "schools",
    "type Query { school(id: ID!): School slow: Int } type School { id: ID! name: String } "
    "type Mutation { rename(id: ID!, name: String!): School }",
    {
        "Query.school": lambda *_, **given: {"id": given["id"], "name": "Gymnasium"},
        "Mutation.rename": lambda *_, **given: given,
    },
)


@pytest.fixture
def app(supergraph_file: Callable[..., Path]) -> GatewayApp:
    """The gateway's application over one subgraph in this process."""
    transport = LocalTransport(SCHOOLS)
    return create_app(GatewaySettings(), supergraph_file(SCHOOLS), connect=lambda *_: transport)


@pytest.fixture(scope="session")
def served() -> Serve:
    """Serves a gateway on a socket for as long as the block lasts; gives the graph's address."""
    return _served


@asynccontextmanager
async def _served(app: GatewayApp) -> AsyncIterator[str]:
    listening = listen("127.0.0.1", 0)
    async with serving_beside(app, listening):
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/graphql"


@pytest.fixture
async def url(app: GatewayApp, served: Serve) -> AsyncIterator[str]:
    """Where that gateway listens."""
    async with served(app) as address:
        yield address

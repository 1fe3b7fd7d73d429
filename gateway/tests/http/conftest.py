"""A gateway on a real socket, for tests of what only a socket shows."""

import asyncio
import socket
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
import uvicorn

from gateway.app import GatewayApp, create_app
from gateway.settings import GatewaySettings
from gateway.testing import LocalTransport, Subgraph

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


@pytest.fixture
async def url(app: GatewayApp) -> AsyncIterator[str]:
    """Where that gateway listens."""
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, http="httptools", log_config=None, lifespan="on"))
    serving = asyncio.create_task(server.serve(sockets=[listening]))
    while not server.started:
        await asyncio.sleep(0.01)
    yield f"http://127.0.0.1:{listening.getsockname()[1]}/graphql"
    server.should_exit = True
    await serving

"""Subscriptions: forwarded to their subgraph, completed by entity fetches, over SSE and WebSocket."""

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import aiohttp
import orjson
import pytest

from chassis.graphql import Answer, GraphQLRequest
from gateway.app import GatewayApp, create_app
from gateway.settings import GatewaySettings
from gateway.testing import Federate, Federation, LocalTransport, Subgraph


async def marks(*_: Any, **given: Any) -> AsyncIterator[dict[str, Any]]:
    for number in range(given["first"]):
        yield {"markGiven": {"id": str(number), "value": number}}


JOURNAL = Subgraph(
    "journal",
    """
    type Query { now: Int }
    type Subscription { markGiven(first: Int!): Mark }
    type Mark @key(fields: "id") { id: ID! value: Int }
    """,
    {"Subscription.markGiven": lambda event, *_, **__: event["markGiven"]},
    {"Mark": lambda r: r},
    {"Subscription.markGiven": marks},
)
COMMENTS = Subgraph(
    "comments",
    'type Mark @key(fields: "id") { id: ID! comment: String }',
    {"Mark.comment": lambda mark, _: f"about {mark['id']}"},
    {"Mark": lambda r: r},
)
PROTOCOLS = ["graphql-transport-ws"]
QUERY = "subscription ($n: Int!) { markGiven(first: $n) { value comment } }"
EXPECTED = [{"data": {"markGiven": {"value": n, "comment": f"about {n}"}}} for n in range(2)]


@pytest.fixture
def federation(federate: Federate) -> Federation:
    return federate(JOURNAL, COMMENTS)


async def test_each_event_is_completed_by_the_other_subgraphs(federation: Federation) -> None:
    request = GraphQLRequest(QUERY, None, {"n": 2}, {}, None, only_queries=False)

    opened = await federation.engine.subscribe(request, federation.visitor())

    assert not isinstance(opened, Answer)
    assert [orjson.loads(result) async for result in opened] == EXPECTED


async def test_a_subscription_needs_a_stream(federation: Federation) -> None:
    answer = await federation.send(QUERY, {"n": 2})

    assert (answer.executed, answer.status) == (False, 406)


@pytest.fixture
def app(supergraph_file: Callable[..., Path]) -> GatewayApp:
    local = {subgraph.name: LocalTransport(subgraph) for subgraph in (JOURNAL, COMMENTS)}
    return create_app(
        GatewaySettings(), supergraph_file(JOURNAL, COMMENTS), connect=lambda name, _: local[name]
    )


async def test_events_arrive_over_sse(url: str) -> None:
    body = {"query": QUERY, "variables": {"n": 2}}

    async with (
        aiohttp.ClientSession() as session,
        session.post(url, json=body, headers={"accept": "text/event-stream"}) as answer,
    ):
        text = await answer.text()

    results = [orjson.loads(line[6:]) for line in text.splitlines() if line.startswith("data: {")]
    assert results == EXPECTED
    assert text.endswith("event: complete\ndata:\n\n")


async def test_events_arrive_over_websocket(url: str) -> None:
    async with (
        aiohttp.ClientSession() as session,
        session.ws_connect(url, protocols=["graphql-transport-ws"]) as socket,
    ):
        await socket.send_json({"type": "connection_init"})
        acknowledged = await socket.receive_json()
        await socket.send_json(
            {"id": "1", "type": "subscribe", "payload": {"query": QUERY, "variables": {"n": 2}}}
        )
        received = [await socket.receive_json() for _ in range(3)]

    assert acknowledged == {"type": "connection_ack"}
    assert [message.get("payload") for message in received] == [*EXPECTED, None]
    assert received[-1] == {"id": "1", "type": "complete"}


@pytest.mark.parametrize(
    ("messages", "code"),
    [
        ([{"type": "subscribe", "id": "1", "payload": {"query": QUERY}}], 4401),
        ([{"type": "connection_init"}, {"type": "connection_init"}], 4429),
        ([{"type": "connection_init"}, {"type": "dance"}], 4400),
        ([[]], 4400),
    ],
)
async def test_a_socket_that_breaks_the_protocol_is_closed(
    url: str, messages: list[object], code: int
) -> None:
    async with (
        aiohttp.ClientSession() as session,
        session.ws_connect(url, protocols=["graphql-transport-ws"]) as socket,
    ):
        for message in messages:
            await socket.send_json(message)
        async with asyncio.timeout(5):
            while not socket.closed:
                await socket.receive()

    assert socket.close_code == code


async def test_a_stranger_cannot_open_a_socket(url: str) -> None:
    with pytest.raises(aiohttp.WSServerHandshakeError):
        async with aiohttp.ClientSession() as session:
            await session.ws_connect(url, protocols=PROTOCOLS, origin="https://evil.example")


@pytest.mark.parametrize(
    "after", ["\r\nx-admin: 1", "\nx-admin: 1", "\r\n\r\nPOST /admin HTTP/1.1", "\0", "\x85"]
)
async def test_what_a_socket_is_shown_never_becomes_another_header_of_what_a_subgraph_is_asked(
    url: str, after: str
) -> None:
    """This gateway verifies nobody: what it is shown goes on as it came."""
    async with (
        aiohttp.ClientSession() as session,
        session.ws_connect(url, protocols=["graphql-transport-ws"]) as socket,
    ):
        await socket.send_json({"type": "connection_init", "payload": {"authorization": f"Bearer x{after}"}})
        await socket.receive()

    assert socket.close_code == 4403


async def test_a_mutation_is_refused_over_websocket(url: str) -> None:
    async with (
        aiohttp.ClientSession() as session,
        session.ws_connect(url, protocols=["graphql-transport-ws"]) as socket,
    ):
        await socket.send_json({"type": "connection_init"})
        await socket.receive_json()
        await socket.send_json({"id": "1", "type": "subscribe", "payload": {"query": "mutation { x }"}})
        answer = await socket.receive_json()

    assert answer["type"] == "error"

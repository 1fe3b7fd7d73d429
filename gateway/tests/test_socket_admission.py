"""Nobody gets more over a WebSocket than over HTTP: the same turns and refusals, and the protocol to the letter."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from chassis.identity.development import DevelopmentIssuer
from chassis.settings import PlatformSettings
from gateway.app import GatewayApp, create_app
from gateway.settings import GatewaySettings
from gateway.testing import LocalTransport, Subgraph

PROTOCOLS = ["graphql-transport-ws"]
WITHIN = 10.0


@dataclass
class Office:
    """Answers when it is let, and knows what was changed there."""

    begun: asyncio.Event = field(default_factory=asyncio.Event)
    may_answer: asyncio.Event = field(default_factory=asyncio.Event)
    changed: int = 0

    async def slow(self, *_: Any) -> int:
        self.begun.set()
        await self.may_answer.wait()
        return 1

    def change(self, *_: Any) -> int:
        self.changed += 1
        return self.changed

    async def breaking(self, *_: Any, **__: Any) -> AsyncIterator[dict[str, Any]]:
        yield {"breaking": 1}
        raise RuntimeError("a secret of ours")


@dataclass(frozen=True)
class House:
    """A gateway that answers one at a time and has room for two strangers of an address, three in all."""

    url: str
    office: Office
    issuer: DevelopmentIssuer

    def token(self, who: str) -> str:
        return f"Bearer {self.issuer.sign(who, client='console', grants=[])}"


@pytest.fixture
async def house(
    supergraph_file: Callable[..., Path],
    served: Callable[[GatewayApp], AbstractAsyncContextManager[str]],
    tmp_path: Path,
) -> AsyncIterator[House]:
    office, key = Office(), tmp_path / "issuer.json"
    subgraph = Subgraph(
        "office",
        "type Query { now: Int slow: Int } type Mutation { change: Int } type Subscription { breaking: Int }",
        {
            "Query.now": lambda *_: 1,
            "Query.slow": office.slow,
            "Mutation.change": office.change,
            "Subscription.breaking": lambda event, *_: event["breaking"],
        },
        streams={"Subscription.breaking": office.breaking},
    )
    app = create_app(
        GatewaySettings(verify_tokens=True, most_at_once=1, strangers=3, strangers_each=2),
        supergraph_file(subgraph),
        connect=lambda *_: LocalTransport(subgraph),
        platform=PlatformSettings(key_file=str(key)),
    )
    async with served(app) as url:
        yield House(url, office, DevelopmentIssuer(key))


class Client:
    """Opens sockets, and closes them all."""

    def __init__(self, session: aiohttp.ClientSession, house: House) -> None:
        self._sockets: list[aiohttp.ClientWebSocketResponse] = []
        self._url = house.url
        self.session = session

    async def connect(self, path: str = "/graphql", **given: Any) -> aiohttp.ClientWebSocketResponse:
        url = self._url.replace("/graphql", path)
        self._sockets.append(await self.session.ws_connect(url, **{"protocols": PROTOCOLS, **given}))
        return self._sockets[-1]

    async def greeted(self, **payload: str) -> aiohttp.ClientWebSocketResponse:
        """A socket that was acknowledged."""
        socket = await self.connect()
        await socket.send_json({"type": "connection_init", "payload": payload})
        assert await socket.receive_json(timeout=WITHIN) == {"type": "connection_ack"}
        return socket

    async def close(self) -> None:
        for socket in self._sockets:
            await socket.close()


@pytest.fixture
async def client(house: House) -> AsyncIterator[Client]:
    async with asyncio.timeout(60), aiohttp.ClientSession() as session:
        opened = Client(session, house)
        yield opened
        await opened.close()


def asking(name: str, query: str) -> dict[str, Any]:
    return {"id": name, "type": "subscribe", "payload": {"query": query}}


async def test_who_asks_too_much_at_once_is_told_to_come_again_and_keeps_the_connection(
    house: House, client: Client
) -> None:
    socket = await client.greeted()
    await socket.send_json(asking("first", "{ slow }"))
    await house.office.begun.wait()

    await socket.send_json(asking("second", "{ now }"))
    refused = await socket.receive_json(timeout=WITHIN)
    async with client.session.post(house.url, json={"query": "{ now }"}) as answer:
        status = answer.status
    house.office.may_answer.set()
    told = [await socket.receive_json(timeout=WITHIN) for _ in range(2)]
    await socket.send_json(asking("second", "{ now }"))
    answered = await socket.receive_json(timeout=WITHIN)

    assert (refused["id"], refused["type"]) == ("second", "error")
    assert refused["payload"][0]["extensions"] == {"code": "OVERLOADED", "retryAfter": 1}
    assert status == 503, "a turn taken over a socket is not taken over HTTP as well"
    assert told[0]["payload"] == {"data": {"slow": 1}}
    assert answered["payload"] == {"data": {"now": 1}}


async def test_nothing_is_changed_over_a_socket(house: House, client: Client) -> None:
    socket = await client.greeted()

    await socket.send_json(asking("1", "mutation { change }"))
    told = await socket.receive_json(timeout=WITHIN)

    assert (told["type"], told["payload"][0]["extensions"]["code"]) == ("error", "METHOD_NOT_ALLOWED")
    assert house.office.changed == 0


async def test_an_address_holds_so_many_connections_that_have_shown_no_token(
    house: House, client: Client
) -> None:
    strangers = [await client.greeted(), await client.connect()]

    with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
        await client.connect()
    await strangers[0].close()
    again = await client.greeted()

    assert refused.value.status == 503
    assert refused.value.headers is not None
    assert refused.value.headers["retry-after"] == "5"
    assert not again.closed


async def test_who_shows_a_token_is_no_stranger_any_more(house: House, client: Client) -> None:
    known = [await client.greeted(authorization=house.token(f"guest-{n}")) for n in range(4)]

    stranger = await client.greeted()

    assert not any(socket.closed for socket in (*known, stranger))


async def test_a_stream_that_breaks_says_so_and_nothing_of_why(house: House, client: Client) -> None:
    socket = await client.greeted()

    await socket.send_json(asking("1", "subscription { breaking }"))
    told = [await socket.receive_json(timeout=WITHIN) for _ in range(2)]

    assert told[0]["payload"] == {"data": {"breaking": 1}}
    assert (told[1]["type"], told[1]["payload"][0]["extensions"]["code"]) == ("error", "INTERNAL")
    assert "secret" not in str(told)


async def test_signs_of_life_are_answered_at_any_time(house: House, client: Client) -> None:
    socket = await client.connect()

    for message in ({"type": "pong"}, {"type": "ping", "payload": {"n": 1}}, {"type": "connection_init"}):
        await socket.send_json(message)
    told = [(await socket.receive_json(timeout=WITHIN))["type"] for _ in range(2)]

    assert told == ["pong", "connection_ack"]


INIT = {"type": "connection_init"}


@pytest.mark.parametrize(
    ("code", "reason", "messages"),
    [
        (4400, "object", [{"type": "connection_init", "payload": "token"}]),
        (4400, "object", [INIT, {"type": "ping", "payload": []}]),
        (4400, "an id", [INIT, {"type": "complete"}]),
        (4400, "an id", [INIT, {"type": "subscribe", "id": 1, "payload": {"query": "{ now }"}}]),
        (4400, "an id", [INIT, asking("x" * 129, "{ now }")]),
        (4400, "object", [INIT, {"type": "subscribe", "id": "1", "payload": []}]),
        (4400, "query", [INIT, {"type": "subscribe", "id": "1", "payload": {"query": 1}}]),
        (4400, "query", [INIT, {"type": "subscribe", "id": "1", "payload": {}}]),
        (4400, "variables", [INIT, {"type": "subscribe", "id": "1", "payload": {"query": "{ now }", "variables": []}}]),
        (4400, "type", [INIT, {"type": "start", "id": "1"}]),
        (4400, "type", [{"type": None}]),
        (4401, "Unauthorized", [asking("1", "{ now }")]),
        (4403, "Forbidden", [{"type": "connection_init", "payload": {"authorization": "Bearer forged"}}]),
        (4403, "Forbidden", [{"type": "connection_init", "payload": {"authorization": 1}}]),
        (4409, "Subscriber for ы already exists", [INIT, asking("ы", "{ slow }"), asking("ы", "{ now }")]),
        (4409, "Subscriber for", [INIT, asking("ы" * 128, "{ slow }"), asking("ы" * 128, "{ now }")]),
        (4429, "Too many initialisation requests", [INIT, INIT]),
    ],
)  # fmt: skip
async def test_what_the_protocol_forbids_closes_the_connection_by_its_code(
    house: House, client: Client, code: int, reason: str, messages: list[dict[str, Any]]
) -> None:
    socket = await client.connect()

    for message in messages:
        await socket.send_json(message)
    while (closing := await socket.receive(timeout=WITHIN)).type is aiohttp.WSMsgType.TEXT:
        pass

    assert (closing.type, closing.data) == (aiohttp.WSMsgType.CLOSE, code)
    assert reason in str(closing.extra)
    house.office.may_answer.set()


@pytest.mark.parametrize(
    ("status", "path", "protocols", "origin"),
    [
        (404, "/elsewhere", PROTOCOLS, None),
        (400, "/graphql", ["graphql-ws"], None),
        (403, "/graphql", PROTOCOLS, "https://evil.example"),
    ],
)
async def test_a_handshake_that_is_not_for_us_is_refused_as_the_http_request_that_it_is(
    client: Client,
    status: int,
    path: str,
    protocols: list[str],
    origin: str | None,
) -> None:
    with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
        await client.connect(path, protocols=protocols, origin=origin)

    assert refused.value.status == status

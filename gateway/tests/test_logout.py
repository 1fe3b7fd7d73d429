"""A session that the issuer ends is over at every replica: its tokens are refused, its streams closed."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

import aiohttp
import pytest

from chassis.identity.development import DevelopmentIssuer
from chassis.identity.logout import LOGOUT_EVENT, LOGOUT_TYPE
from chassis.settings import PlatformSettings
from chassis.testing.forgery import Forger
from gateway.app import GatewayApp, create_app
from gateway.management import management_app
from gateway.settings import GatewaySettings
from gateway.testing import LocalTransport, Subgraph

PROTOCOLS = ["graphql-transport-ws"]
SUBSCRIPTION = {"query": "subscription { bell }"}
WITHIN = 10.0


async def rings(*_: Any) -> AsyncIterator[dict[str, Any]]:
    yield {"bell": 1}
    await asyncio.Event().wait()


SCHOOL = Subgraph(
    "school",
    "type Query { name: String } type Subscription { bell: Int }",
    {"Query.name": lambda *_: "Gymnasium", "Subscription.bell": lambda event, *_: event["bell"]},
    streams={"Subscription.bell": rings},
)


async def endless_feed(_scope: Any, _receive: Any, send: Any) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"event\n", "more_body": True})
    await asyncio.Event().wait()


@dataclass(frozen=True)
class Replicas:
    """Two gateways that share a store, and somebody who has the issuer's key."""

    heard: str
    other: str
    forger: Forger
    app: GatewayApp
    amina: str = field(default_factory=lambda: uuid4().hex)
    timur: str = field(default_factory=lambda: uuid4().hex)
    """Their sessions."""

    def token(self, session: str, **claims: Any) -> str:
        return f"Bearer {self.forger.with_claims(sid=session, **claims)}"

    async def log_out(self, session: str, **header: Any) -> int:
        claims = {
            "iss": self.forger.expected.issuer,
            "aud": "bilim-console",
            "iat": int(time.time()),
            "sid": session,
            "events": {LOGOUT_EVENT: {}},
        }
        said = self.forger.sign(self.forger.header(**{"typ": LOGOUT_TYPE, **header}), claims)
        url = self.heard.replace("/graphql", "/logout/backchannel")
        async with (
            aiohttp.ClientSession() as session_,
            session_.post(url, data={"logout_token": said}) as answer,
        ):
            return answer.status

    async def status(self, url: str, token: str) -> int:
        async with (
            aiohttp.ClientSession(headers={"authorization": token}) as session,
            session.post(url, json={"query": "{ name }"}) as answer,
        ):
            return answer.status


@pytest.fixture
async def replicas(
    supergraph_file: Callable[..., Path],
    postgres_url: str,
    tmp_path: Path,
    served: Callable[[GatewayApp], AbstractAsyncContextManager[str]],
) -> AsyncIterator[Replicas]:
    key, file = tmp_path / "issuer.json", supergraph_file(SCHOOL)
    platform = PlatformSettings(key_file=str(key))
    settings = GatewaySettings(verify_tokens=True, sessions_url=postgres_url, session_refresh_seconds=0.1)
    issuer = DevelopmentIssuer(key)
    apps = [
        create_app(
            settings,
            file,
            connect=lambda *_: LocalTransport(SCHOOL),
            feeds={"school": endless_feed},
            platform=platform,
        )
        for _ in range(2)
    ]
    async with AsyncExitStack() as stack:
        heard, other = [await stack.enter_async_context(served(app)) for app in apps]
        yield Replicas(heard, other, Forger.of(key, issuer.expected, time.time), apps[1])


async def test_its_tokens_are_refused_by_every_replica(replicas: Replicas) -> None:
    token, bystander = replicas.token(replicas.amina), replicas.token(replicas.timur)
    before = await replicas.status(replicas.other, token)

    told = await replicas.log_out(replicas.amina)
    at_once = await replicas.status(replicas.heard, token)
    async with asyncio.timeout(WITHIN):
        while await replicas.status(replicas.other, token) != 401:
            pass

    assert (before, told, at_once) == (200, 200, 401)
    assert await replicas.status(replicas.other, bystander) == 200


async def test_its_websockets_are_closed_at_every_replica(replicas: Replicas) -> None:
    async with (
        aiohttp.ClientSession() as session,
        session.ws_connect(replicas.other, protocols=PROTOCOLS) as socket,
        session.ws_connect(replicas.other, protocols=PROTOCOLS) as bystander,
    ):
        await begin(socket, replicas.token(replicas.amina))
        await begin(bystander, replicas.token(replicas.timur))

        await replicas.log_out(replicas.amina)
        async with asyncio.timeout(WITHIN):
            while not socket.closed:
                await socket.receive()
        await bystander.send_json({"type": "ping"})
        answer = await bystander.receive_json()

    assert socket.close_code == 4401
    assert answer == {"type": "pong"}


async def begin(socket: aiohttp.ClientWebSocketResponse, token: str) -> None:
    """Up to the first event."""
    await socket.send_json({"type": "connection_init", "payload": {"authorization": token}})
    await socket.receive_json()
    await socket.send_json({"id": "1", "type": "subscribe", "payload": SUBSCRIPTION})
    assert (await socket.receive_json())["type"] == "next"


async def test_its_event_streams_end_at_every_replica_and_say_why(replicas: Replicas) -> None:
    headers = {"authorization": replicas.token(replicas.amina), "accept": "text/event-stream"}

    async with (
        aiohttp.ClientSession(headers=headers) as session,
        session.post(replicas.other, json=SUBSCRIPTION) as stream,
    ):
        first = await stream.content.readuntil(b"\n\n")
        await replicas.log_out(replicas.amina)
        async with asyncio.timeout(WITHIN):
            rest = await stream.content.read()

    assert b'{"bell":1}' in first
    assert b'"UNAUTHENTICATED"' in rest
    assert rest.endswith(b"event: complete\ndata:\n\n")


async def test_its_feeds_end_at_every_replica_and_open_no_more(replicas: Replicas) -> None:
    url = replicas.other.replace("/graphql", "/events/school/stream")

    async with aiohttp.ClientSession(headers={"authorization": replicas.token(replicas.amina)}) as session:
        async with session.get(url) as stream:
            first = await stream.content.readline()
            await replicas.log_out(replicas.amina)
            async with asyncio.timeout(WITHIN):
                rest = await stream.content.read()
        async with session.get(url) as again:
            status = again.status

    assert (first, rest, status) == (b"event\n", b"", 401)


async def test_a_stream_ends_with_its_token(replicas: Replicas) -> None:
    # It expired, and is believed for one more second of the leeway.
    now = int(time.time())
    token = replicas.token(replicas.amina, iat=now - 300, exp=now + 1 - 30)
    headers = {"authorization": token, "accept": "text/event-stream"}

    async with (
        aiohttp.ClientSession() as session,
        session.ws_connect(replicas.other, protocols=PROTOCOLS) as socket,
        session.post(replicas.other, json=SUBSCRIPTION, headers=headers) as stream,
        asyncio.timeout(WITHIN),
    ):
        await socket.send_json({"type": "connection_init", "payload": {"authorization": token}})
        while not socket.closed:
            await socket.receive()
        told = await stream.content.read()

    assert socket.close_code == 4401
    assert b"Token expired" in told


async def test_what_is_no_logout_of_the_issuer_ends_nothing(replicas: Replicas) -> None:
    refused = await replicas.log_out(replicas.amina, typ="at+jwt")

    assert refused == 400
    assert await replicas.status(replicas.heard, replicas.token(replicas.amina)) == 200


async def test_how_often_a_token_was_known_is_a_metric(replicas: Replicas) -> None:
    token = replicas.token(replicas.timur)
    for _ in range(4):
        await replicas.status(replicas.other, token)
    sent: list[dict[str, Any]] = []

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    async def receive() -> Any:
        return {"type": "http.request"}

    await management_app(replicas.app)({"type": "http", "path": "/metrics"}, receive, send)

    lines = sent[1]["body"].decode().splitlines()
    assert 'gateway_tokens_total{result="verified"} 1' in lines
    assert "gateway_token_cache_hit_rate 0.7500" in lines

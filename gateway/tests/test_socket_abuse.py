"""Whoever abuses a WebSocket loses it, costs little while it lasts, and changes nothing for anybody else."""

import asyncio
import base64
import os
import socket
import time
import zlib
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import aiohttp
import pytest

from chassis.identity.development import DevelopmentIssuer
from chassis.settings import PlatformSettings
from gateway.app import GatewayApp, create_app
from gateway.settings import GatewaySettings
from gateway.testing import LocalTransport, Subgraph

PROTOCOLS = ["graphql-transport-ws"]
LARGE = base64.b64encode(os.urandom(75_000)).decode()
"""What no compression makes smaller."""
TEXT, BINARY, PING, CONTINUATION = 1, 2, 9, 0
DEFLATE = "sec-websocket-extensions: permessage-deflate\r\n"
Serve = Callable[[GatewayApp], AbstractAsyncContextManager[str]]


@dataclass
class Source:
    """What a subscription listens to: a wait without end, or large events without end."""

    open: int = 0
    told: int = 0
    most_open: int = 0

    async def waiting(self, *_: Any, **__: Any) -> AsyncIterator[dict[str, Any]]:
        self.open += 1
        self.most_open = max(self.open, self.most_open)
        try:
            await asyncio.Event().wait()
            yield {}
        finally:
            self.open -= 1

    async def comes_to(self, number: int) -> None:
        """Waits until so many are listened to, and not for ever."""
        async with asyncio.timeout(20):
            while self.open != number:  # noqa: ASYNC110 - who closes a generator offers no event
                await asyncio.sleep(0.01)

    async def flood(self, *_: Any, **__: Any) -> AsyncIterator[dict[str, Any]]:
        while True:
            self.told += 1
            yield {"flood": LARGE}
            await asyncio.sleep(0)


@dataclass
class Attacked:
    """A gateway under attack, which somebody else uses meanwhile."""

    url: str
    source: Source
    issuer: DevelopmentIssuer

    async def is_served(self) -> bool:
        """Somebody else asks, and opens a socket."""
        async with aiohttp.ClientSession() as session, asyncio.timeout(20):
            async with session.post(self.url, json={"query": "{ now }"}) as answer:
                told = await answer.json()
            async with session.ws_connect(self.url, protocols=PROTOCOLS) as channel:
                await channel.send_json({"type": "connection_init"})
                acknowledged = await channel.receive_json()
        return (answer.status, told, acknowledged["type"]) == (200, {"data": {"now": 1}}, "connection_ack")


@pytest.fixture
async def attacked(
    supergraph_file: Callable[..., Path], served: Serve, tmp_path: Path
) -> AsyncIterator[Attacked]:
    source = Source()
    subgraph = Subgraph(
        "bell",
        "type Query { now: Int } type Subscription { waiting: Int flood: String }",
        {"Query.now": lambda *_: 1, "Subscription.flood": lambda event, *_, **__: event["flood"]},
        {},
        {"Subscription.waiting": source.waiting, "Subscription.flood": source.flood},
    )
    key = tmp_path / "issuer.json"
    app = create_app(
        GatewaySettings(verify_tokens=True),
        supergraph_file(subgraph),
        connect=lambda *_: LocalTransport(subgraph),
        platform=PlatformSettings(key_file=str(key)),
    )
    async with served(app) as url:
        yield Attacked(url, source, DevelopmentIssuer(key))


@asynccontextmanager
async def channel(attacked: Attacked, **payload: str) -> AsyncIterator[aiohttp.ClientWebSocketResponse]:
    async with (
        aiohttp.ClientSession() as session,
        session.ws_connect(attacked.url, protocols=PROTOCOLS) as opened,
    ):
        await opened.send_json({"type": "connection_init", "payload": payload})
        yield opened


async def closing_code(opened: aiohttp.ClientWebSocketResponse) -> int | None:
    async with asyncio.timeout(20):
        while not opened.closed:
            await opened.receive()
    return opened.close_code


async def test_the_twenty_first_subscription_closes_the_connection_and_all_of_it(attacked: Attacked) -> None:
    async with channel(attacked) as opened:
        for number in range(21):
            await opened.send_json(subscribing(str(number)))

        assert await closing_code(opened) == 4430

    assert await attacked.is_served()
    assert attacked.source.most_open <= 20
    await attacked.source.comes_to(0)


async def test_a_name_used_again_and_again_holds_no_more_than_its_last_subscription(
    attacked: Attacked,
) -> None:
    async with channel(attacked) as opened:
        for _ in range(50):
            await opened.send_json(subscribing("the same"))
            await opened.send_json({"id": "the same", "type": "complete"})
        await opened.send_json(subscribing("the same"))
        await attacked.source.comes_to(1)

        assert attacked.source.most_open == 1

    await attacked.source.comes_to(0)


async def test_a_person_has_five_connections_and_loses_the_sixth(attacked: Attacked) -> None:
    token = f"Bearer {attacked.issuer.sign('amina', client='console', grants=[])}"
    codes = []

    async with asyncio.timeout(20), aiohttp.ClientSession() as session:
        opened = [await session.ws_connect(attacked.url, protocols=PROTOCOLS) for _ in range(6)]
        for each in opened:
            await each.send_json({"type": "connection_init", "payload": {"authorization": token}})
            said = await each.receive()
            codes.append(said.json()["type"] if said.type is aiohttp.WSMsgType.TEXT else said.data)
        await opened[0].close()
        await opened[1].close()
        async with channel(attacked, authorization=token) as again:
            codes.append((await again.receive_json())["type"])

    assert codes == [*["connection_ack"] * 5, 4430, "connection_ack"]


async def test_who_does_not_begin_is_let_go_after_five_seconds(attacked: Attacked) -> None:
    async with (
        aiohttp.ClientSession() as session,
        session.ws_connect(attacked.url, protocols=PROTOCOLS) as opened,
    ):
        assert await closing_code(opened) == 4408


@pytest.mark.parametrize(
    "garbage",
    [
        b"\x00" * 64,
        b"\xff" * 64,
        bytes(range(255, 0, -1)),
        b"GET / HTTP/1.1\r\n\r\n",
        # Not masked, as a client's frames must be.
        b"\x81\x02{}",
    ],
    ids=["zeros", "ones", "all bytes", "http", "unmasked"],
)
async def test_garbage_ends_its_own_connection(attacked: Attacked, garbage: bytes) -> None:
    assert await told_after(attacked, garbage, 1002)

    assert await attacked.is_served()


@pytest.mark.parametrize(
    ("code", "abuse"),
    [
        (4400, lambda: [frame(BINARY, b"{}")]),
        (4400, lambda: [frame(TEXT, b"{")]),
        (4400, lambda: [frame(TEXT, b'{"a":' * 5_000)]),
        (1007, lambda: [frame(TEXT, b"\xff\xfe\x80")]),
        (1009, lambda: [frame(TEXT, b" " * 200_000)]),
        (1009, lambda: [head(TEXT, 2**40)]),
        (1009, lambda: fragments(b" " * 60_000, times=4)),
        (1009, lambda: [frame(TEXT, squeezed(b" " * 8_000_000), compressed=True)]),
        (1002, lambda: [frame(CONTINUATION, b"{}")]),
        (1002, lambda: [frame(PING, b" " * 126)]),
    ],
    ids=["binary", "half", "nested", "no text", "huge", "huge by its word", "many parts", "a bomb", "no beginning",
         "a large ping"],
)  # fmt: skip
async def test_a_frame_that_nobody_may_send_closes_its_connection(
    attacked: Attacked, code: int, abuse: Callable[[], list[bytes]]
) -> None:
    assert await told_after(attacked, b"".join(abuse()), code)

    assert await attacked.is_served()


async def test_a_message_in_a_thousand_parts_is_one_message(attacked: Attacked) -> None:
    text = b'{"type":"connection_init","payload":{"note":"' + b"x" * 1_000 + b'"}}'

    reader, writer = await shaken(attacked)
    writer.write(b"".join(fragments(text[:1], b"", *(text[n : n + 1] for n in range(1, len(text))))))
    async with asyncio.timeout(20):
        told = await reader.readuntil(b'{"type":"connection_ack"}')
    writer.close()

    assert told


async def test_who_asks_for_signs_of_life_and_does_not_look_is_not_read_on(attacked: Attacked) -> None:
    _, writer = await shaken(attacked)
    pings, sent, most = frame(PING, b"!" * 125) * 500, 0, 32 * 1024 * 1024

    while sent < most:
        writer.write(pings)
        sent += len(pings)
        try:
            await asyncio.wait_for(writer.drain(), 3)
        except TimeoutError:
            break

    assert sent < most
    assert await attacked.is_served()
    writer.transport.abort()


async def test_who_does_not_read_is_not_written_to_without_end(attacked: Attacked) -> None:
    _, writer = await shaken(attacked)
    writer.write(frame(TEXT, b'{"type":"connection_init"}'))
    writer.write(frame(TEXT, b'{"id":"1","type":"subscribe","payload":{"query":"subscription { flood }"}}'))

    told = await settled(attacked.source)

    assert 0 < told * len(LARGE) < 32 * 1024 * 1024
    assert await attacked.is_served()
    writer.transport.abort()


async def settled(source: Source) -> int:
    """How many events were told when no more are; a flood that nothing stops is told for a while."""
    before, until = -1, time.monotonic() + 10
    while (source.told < 2 or source.told != before) and time.monotonic() < until:
        before = source.told
        await asyncio.sleep(0.3)
    return source.told


def subscribing(name: str) -> dict[str, Any]:
    return {"id": name, "type": "subscribe", "payload": {"query": "subscription { waiting }"}}


async def shaken(
    attacked: Attacked, extension: str = ""
) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """A connection on which everything may be sent, with small buffers of its own."""
    at = urlsplit(attacked.url)
    raw = socket.socket()
    for option in (socket.SO_RCVBUF, socket.SO_SNDBUF):
        raw.setsockopt(socket.SOL_SOCKET, option, 65_536)
    raw.setblocking(False)
    await asyncio.get_running_loop().sock_connect(raw, (at.hostname, at.port))
    reader, writer = await asyncio.open_connection(sock=raw, limit=65_536)
    key = base64.b64encode(os.urandom(16)).decode()
    writer.write(
        f"GET {at.path} HTTP/1.1\r\nhost: {at.netloc}\r\nconnection: upgrade\r\nupgrade: websocket\r\n"
        f"sec-websocket-version: 13\r\nsec-websocket-key: {key}\r\nsec-websocket-protocol: {PROTOCOLS[0]}\r\n"
        f"{extension}\r\n".encode()
    )
    # Frames are read from here on: what comes with the question itself is lost.
    assert b" 101 " in await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 20)
    return reader, writer


async def told_after(attacked: Attacked, sent: bytes, closing: int) -> bool:
    """Whether this is answered with a close of that code."""
    reader, writer = await shaken(attacked, DEFLATE)
    writer.write(sent)
    try:
        await asyncio.wait_for(reader.readuntil(closing.to_bytes(2, "big")), 20)
    except asyncio.IncompleteReadError:
        return False
    finally:
        writer.transport.abort()
    return True


def head(opcode: int, length: int, *, final: bool = True, compressed: bool = False) -> bytes:
    first = (0x80 if final else 0) | (0x40 if compressed else 0) | opcode
    if length < 126:
        return bytes([first, 0x80 | length]) + bytes(4)
    if length < 65_536:
        return bytes([first, 0x80 | 126]) + length.to_bytes(2, "big") + bytes(4)
    return bytes([first, 0x80 | 127]) + length.to_bytes(8, "big") + bytes(4)


def frame(opcode: int, content: bytes, *, final: bool = True, compressed: bool = False) -> bytes:
    """A client's frame; a mask of zeros leaves the content readable."""
    return head(opcode, len(content), final=final, compressed=compressed) + content


def fragments(*parts: bytes, times: int = 1) -> list[bytes]:
    whole = list(parts) * times
    opcodes = [TEXT] + [CONTINUATION] * (len(whole) - 1)
    return [
        frame(opcode, part, final=number == len(whole) - 1)
        for number, (opcode, part) in enumerate(zip(opcodes, whole, strict=True))
    ]


def squeezed(content: bytes) -> bytes:
    squeezer = zlib.compressobj(wbits=-12)
    return (squeezer.compress(content) + squeezer.flush(zlib.Z_SYNC_FLUSH))[:-4]

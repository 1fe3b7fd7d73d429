"""What an answer carries besides data: its coding, and how many requests are left."""

import gzip
from collections.abc import Callable
from pathlib import Path

import aiohttp
import brotli  # type: ignore[import-untyped]
import pytest
import zstandard

from gateway.allowance import Allowance
from gateway.app import GatewayApp, create_app
from gateway.compression import coding_for, compressed
from gateway.settings import GatewaySettings
from gateway.testing import LocalTransport, Subgraph

NOTES = Subgraph("notes", "type Query { note: String }", {"Query.note": lambda *_: "hello"})
DECODERS: dict[bytes, Callable[[bytes], bytes]] = {
    b"zstd": lambda body: zstandard.ZstdDecompressor().decompress(body),
    b"br": brotli.decompress,
    b"gzip": gzip.decompress,
}


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        (b"gzip, deflate, br, zstd", b"zstd"),
        (b"gzip, br;q=0.9, zstd;q=0", b"br"),
        (b"gzip", b"gzip"),
        (b"deflate", None),
        (b"identity", None),
    ],
)
def test_the_best_accepted_coding_is_chosen(accepted: bytes, coding: bytes | None) -> None:
    assert coding_for(accepted) == coding


@pytest.mark.parametrize("coding", DECODERS)
async def test_a_long_answer_is_compressed(coding: bytes) -> None:
    sent: list[dict[str, object]] = []

    async def send(message: dict[str, object]) -> None:
        sent.append(message)

    sending = compressed(send, coding)
    await sending({"type": "http.response.start", "status": 200, "headers": [(b"vary", b"origin")]})
    await sending({"type": "http.response.body", "body": b"hello " * 1000})

    body = sent[1]["body"]
    assert isinstance(body, bytes)
    assert DECODERS[coding](body) == b"hello " * 1000
    assert sent[0]["headers"] == [
        (b"vary", b"origin, accept-encoding"),
        (b"content-encoding", coding),
        (b"content-length", str(len(body)).encode()),
    ]


async def test_an_event_stream_is_opened_at_once_and_not_compressed() -> None:
    sent: list[dict[str, object]] = []

    async def send(message: dict[str, object]) -> None:
        sent.append(message)

    start = {
        "type": "http.response.start",
        "status": 200,
        "headers": [(b"content-type", b"text/event-stream; charset=utf-8")],
    }
    sending = compressed(send, b"gzip")
    await sending(start)
    opened = list(sent)
    event = {"type": "http.response.body", "body": b"data: " + b"x" * 2_000, "more_body": True}
    await sending(event)

    assert opened == [start]
    assert sent == [start, event]


def test_an_allowance_ends_and_begins_anew_with_the_minute() -> None:
    now = [600.0]
    allowance = Allowance(2, clock=lambda: now[0])

    taken = [allowance.take("amina")[0] for _ in range(3)]
    other = allowance.take("timur")
    now[0] = 660.0

    assert taken == [True, True, False]
    assert other[1][0] == (b"ratelimit", b'"default";r=1;t=60')
    assert allowance.take("amina")[0]


@pytest.fixture
def app(supergraph_file: Callable[..., Path]) -> GatewayApp:
    settings = GatewaySettings(requests_per_minute=1)
    return create_app(settings, supergraph_file(NOTES), connect=lambda *_: LocalTransport(NOTES))


async def test_a_caller_who_asks_too_often_is_told_to_wait(url: str) -> None:
    statuses, policies = [], set()

    async with aiohttp.ClientSession() as session:
        for _ in range(3):
            async with session.post(url, json={"query": "{ note }"}) as answer:
                statuses.append(answer.status)
                policies.add(answer.headers["ratelimit-policy"])

    # A minute may turn over between two requests, never between all three.
    assert statuses.count(429) >= 1
    assert policies == {'"default";q=1;w=60'}

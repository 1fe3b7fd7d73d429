"""A head that does not end is not read without end; an ordinary one is, and a body is the application's affair."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from chassis.bounded_http import MOST_HEAD_BYTES, BoundedHttp
from chassis.server import listen, serving_beside

START = b"POST / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n"


async def counting(scope: Any, receive: Any, send: Any) -> None:
    """Answers with how many bytes the body had."""
    if scope["type"] == "lifespan":
        for event in ("startup", "shutdown"):
            await receive()
            await send({"type": f"lifespan.{event}.complete"})
        return
    size, more = 0, True
    while more:
        message = await receive()
        size, more = size + len(message.get("body", b"")), message.get("more_body", False)
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"%d" % size})


@pytest.fixture
async def port() -> AsyncIterator[int]:
    listening = listen("127.0.0.1", 0)
    async with serving_beside(counting, listening):
        yield listening.getsockname()[1]


async def told(port: int, *parts: bytes) -> bytes:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        for part in parts:
            writer.write(part)
            await writer.drain()
        return await asyncio.wait_for(reader.read(), 10)
    except ConnectionResetError:
        return b"reset"
    finally:
        writer.close()


async def test_an_ordinary_head_is_read(port: int) -> None:
    token = b"authorization: Bearer " + b"a" * 8_000

    assert (await told(port, START + token + b"\r\n\r\n")).startswith(b"HTTP/1.1 200")


@pytest.mark.parametrize("line", [b"x-a: ", b"x-" + b"a" * 64], ids=["a value", "a name"])
async def test_a_header_that_does_not_end_is_hung_up_on(port: int, line: bytes) -> None:
    pieces = [b"a" * 16_384] * (2 * MOST_HEAD_BYTES // 16_384)

    assert (await told(port, START + line, *pieces)).startswith((b"HTTP/1.1 4", b"reset"))


async def test_headers_without_end_are_hung_up_on(port: int) -> None:
    pieces = [b"x-a: b\r\n" * 2_000] * 16

    assert (await told(port, START, *pieces)).startswith((b"HTTP/1.1 4", b"reset"))


async def test_a_body_may_be_longer_than_a_head(port: int) -> None:
    size = 4 * MOST_HEAD_BYTES
    head = START + b"content-length: %d\r\n\r\n" % size

    assert b"%d" % size in await told(port, head, *[b"a" * 16_384] * (size // 16_384))


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(BoundedHttp, "head_seconds", 0.2)


@pytest.mark.usefixtures("impatient")
async def test_a_head_that_comes_too_slowly_is_hung_up_on(port: int) -> None:
    assert (await told(port, START + b"x-a: b")).startswith(b"HTTP/1.1 408")


@pytest.mark.usefixtures("impatient")
async def test_who_connects_and_says_nothing_is_hung_up_on(port: int) -> None:
    assert await told(port) == b""


@pytest.mark.usefixtures("impatient")
async def test_the_head_of_a_second_request_may_not_come_slowly_either(port: int) -> None:
    first = b"POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 0\r\n\r\n"

    said = await told(port, first, START)

    assert said.startswith(b"HTTP/1.1 200")
    assert b"HTTP/1.1 408" in said


@pytest.mark.usefixtures("impatient")
async def test_an_answer_may_take_longer_than_a_head(port: int) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(START + b"content-length: 1\r\n\r\n")

    answer = asyncio.ensure_future(reader.read())
    done, _ = await asyncio.wait({answer}, timeout=0.5)
    writer.write(b"a")

    assert not done
    assert (await asyncio.wait_for(answer, 10)).startswith(b"HTTP/1.1 200")
    writer.close()

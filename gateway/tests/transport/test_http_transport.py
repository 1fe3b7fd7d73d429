"""The HTTP client against servers that are slow, cut off, talk nonsense, or too much."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest

from gateway.transport import Headers, Reply, SubgraphUnavailable
from gateway.transport.http import HttpTransport
from gateway.transport.resilient import Breaker, Patience, ResilientTransport

Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
QUICK = Patience(seconds=0.3)


@asynccontextmanager
async def served(serve: Serve) -> AsyncIterator[str]:
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/graphql"
    server.close()


def answers(*parts: bytes) -> tuple[Serve, list[int]]:
    """A server that reads requests and sends these parts for each; and how often it was connected to."""
    connections: list[int] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connections.append(1)
        while head := await reader.readuntil(b"\r\n\r\n") if not reader.at_eof() else b"":
            length = next(
                int(line[15:]) for line in head.split(b"\r\n") if line.startswith(b"content-length:")
            )
            await reader.readexactly(length)
            for part in parts:
                writer.write(part)
            await writer.drain()
            if parts[-1].endswith(b"CUT"):
                break
        writer.close()

    async def quietly(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await serve(reader, writer)
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    return quietly, connections


async def test_a_connection_is_kept_for_the_next_request() -> None:
    serve, connections = answers(b"HTTP/1.1 200 OK\r\ncontent-language: ky\r\ncontent-length: 2\r\n\r\n{}")

    async with served(serve) as url:
        transport = HttpTransport(url)
        replies = [await transport.post(b"{}", ()) for _ in range(3)]
        await transport.close()

    assert {(reply.status, reply.body, reply.language) for reply in replies} == {(200, b"{}", b"ky")}
    assert len(connections) == 1


async def test_chunked_answers_are_put_together() -> None:
    serve, _ = answers(
        b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n1\r\n{\r\n", b"1\r\n}\r\n0\r\n\r\n"
    )

    async with served(serve) as url:
        transport = HttpTransport(url)
        assert (await transport.post(b"{}", ())).body == b"{}"
        await transport.close()


@pytest.mark.parametrize(
    "part",
    [
        b"HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nCUT",
        b"garbage\r\n\r\nCUT",
        b"HTTP/1.1 200 OK\r\ncontent-length: 9999999\r\n\r\n" + b"x" * 200_000,
    ],
)
async def test_an_answer_that_is_none_is_unavailability(part: bytes) -> None:
    serve, _ = answers(part)

    async with served(serve) as url:
        transport = HttpTransport(url, most_bytes=100_000)
        with pytest.raises(SubgraphUnavailable):
            await transport.post(b"{}", ())


async def test_a_slow_subgraph_is_given_up() -> None:
    async def sleep(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()
        writer.close()

    async with served(sleep) as url:
        with pytest.raises(SubgraphUnavailable, match="no answer within"):
            await ResilientTransport(HttpTransport(url), QUICK).post(b"{}", (), is_query=True)


async def test_a_connection_that_was_silent_for_long_is_not_trusted_with_another_request() -> None:
    """The other side may be hanging up at this moment: a change would be lost, and not be repeated."""
    serve, connections = answers(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}")
    now = [0.0]

    async with served(serve) as url:
        transport = HttpTransport(url, clock=lambda: now[0])
        opened = []
        for silence in (0.0, 3.9, 4.1):
            now[0] += silence
            await transport.post(b"{}", ())
            opened.append(len(connections))
        await transport.close()

    assert opened == [1, 1, 2]


async def test_an_answer_that_is_announced_is_waited_for() -> None:
    hints = b"HTTP/1.1 103 Early Hints\r\nlink: </schema>\r\n\r\n"
    serve, _ = answers(hints, b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}")

    async with served(serve) as url:
        transport = HttpTransport(url)
        reply = await transport.post(b"{}", ())
        await transport.close()

    assert (reply.status, reply.body) == (200, b"{}")


async def test_a_read_is_tried_again_and_a_write_is_not() -> None:
    serve, connections = answers(b"CUT")

    async with served(serve) as url:
        transport = ResilientTransport(HttpTransport(url), QUICK)
        for is_query in (True, False):
            with pytest.raises(SubgraphUnavailable):
                await transport.post(b"{}", (), is_query=is_query)

    assert len(connections) == 2 + 1


async def test_equal_reads_of_equal_callers_are_one_call() -> None:
    serve, _ = answers(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}")
    asked: list[object] = []

    class Counting(HttpTransport):
        async def post(self, body: bytes, headers: Headers) -> Reply:
            asked.append(headers)
            return await super().post(body, headers)

    async with served(serve) as url:
        transport = ResilientTransport(Counting(url), QUICK)
        amina, timur = (((b"authorization", name), (b"x-request-id", b"1")) for name in (b"a", b"t"))
        await asyncio.gather(*(transport.post(b"{}", who, is_query=True) for who in (amina, amina, timur)))
        await asyncio.gather(*(transport.post(b"{}", amina, is_query=False) for _ in range(2)))
        await transport.close()

    assert len(asked) == 2 + 2


SSE = b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\n"


@pytest.mark.parametrize(
    ("parts", "results"),
    [
        (
            (
                SSE,
                b"event: next\ndata: {}\n\n:\n\nevent: ne",
                b"xt\r\ndata: 1\r\n\r\nevent: complete\ndata:\n\n",
            ),
            [b"{}", b"1"],
        ),
        ((b"HTTP/1.1 200 OK\r\ncontent-length: 13\r\n\r\n", b'{"errors":[]}'), [b'{"errors":[]}']),
    ],
)
async def test_a_stream_gives_its_results_as_they_become_whole(
    parts: tuple[bytes, ...], results: list[bytes]
) -> None:
    serve, _ = answers(*parts)

    async with served(serve) as url:
        received = [result async for result in HttpTransport(url).stream(b"{}", ())]

    assert received == results


async def test_a_stream_that_breaks_off_says_so() -> None:
    serve, _ = answers(SSE, b"event: next\ndata: {}\n\nCUT")

    async with served(serve) as url:
        with pytest.raises(SubgraphUnavailable, match="broke off"):
            async for result in HttpTransport(url).stream(b"{}", ()):
                assert result == b"{}"


async def test_a_stream_that_ends_without_being_complete_was_cut_off() -> None:
    """A service that restarts ends its streams in order; the subscription is not over."""
    chunked = SSE.replace(b"event-stream", b"event-stream\r\ntransfer-encoding: chunked")
    whole, _ = answers(chunked, b"8\r\ndata: 1\n\r\n1\r\n\n\r\n0\r\n\r\n")

    async with served(whole) as url:
        with pytest.raises(SubgraphUnavailable, match="before it was complete"):
            async for result in HttpTransport(url).stream(b"{}", ()):
                assert result == b"1"


def test_a_subgraph_that_fails_repeatedly_is_left_alone_for_a_moment() -> None:
    now = [0.0]
    breaker = Breaker(Patience(failures_to_open=2, open_seconds=5), clock=lambda: now[0])

    breaker.failed()
    breaker.enter()
    breaker.failed()
    with pytest.raises(SubgraphUnavailable):
        breaker.enter()

    now[0] = 6.0
    breaker.enter()
    breaker.succeeded()
    assert not breaker.is_open

"""A stream says each result, a sign of life while there is none, and ends when the client leaves or is sent away."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from chassis.graphql.sse import RevocableResults, stream
from chassis.stopping import Stop

COMPLETE = b"event: complete\ndata:\n\n"


class Client:
    """Notes what it is sent; stays until told to leave."""

    def __init__(self) -> None:
        self.heard: list[bytes] = []
        self.news = asyncio.Event()
        self.leaves = asyncio.Event()

    async def receive(self) -> Any:
        await self.leaves.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: dict[str, Any]) -> None:
        if message["type"] == "http.response.body":
            self.heard.append(message["body"])
            self.news.set()


class Results:
    """A result, and then nothing more for a long time; knows whether it was let go of."""

    def __init__(self) -> None:
        self.is_closed = False

    async def __aiter__(self) -> AsyncIterator[bytes]:
        try:
            yield b"1"
            await asyncio.Event().wait()
        finally:
            self.is_closed = True


@pytest.fixture
def client() -> Client:
    return Client()


async def two() -> AsyncIterator[bytes]:
    yield b"1"
    yield b"2"


async def test_each_result_is_an_event_and_the_end_is_told(client: Client) -> None:
    await stream(two(), (), client.receive, client.send, heartbeat_seconds=60)

    assert client.heard == [b"event: next\ndata: 1\n\n", b"event: next\ndata: 2\n\n", COMPLETE]


async def test_silence_is_filled_with_signs_of_life_until_the_client_leaves(client: Client) -> None:
    results = Results()
    streaming = asyncio.create_task(
        stream(aiter(results), (), client.receive, client.send, heartbeat_seconds=0.001)
    )

    async with asyncio.timeout(5):
        while b":\n\n" not in client.heard:
            client.news.clear()
            await client.news.wait()
        client.leaves.set()
        await streaming

    assert client.heard[0] == b"event: next\ndata: 1\n\n"
    assert COMPLETE not in client.heard
    assert results.is_closed


async def test_a_revoked_stream_says_why_and_ends(client: Client) -> None:
    results, released = Results(), asyncio.Event()
    revoked: asyncio.Future[bytes] = asyncio.get_running_loop().create_future()
    bound = RevocableResults(aiter(results), revoked, released.set)
    streaming = asyncio.create_task(stream(bound, (), client.receive, client.send, heartbeat_seconds=60))

    async with asyncio.timeout(5):
        await client.news.wait()
        revoked.set_result(b"over")
        await streaming

    assert client.heard == [b"event: next\ndata: 1\n\n", b"event: next\ndata: over\n\n", COMPLETE]
    assert released.is_set()
    assert results.is_closed


async def test_a_stop_ends_a_stream_without_saying_that_it_is_complete(client: Client) -> None:
    results, stop = Results(), Stop()
    streaming = asyncio.create_task(
        stream(aiter(results), (), client.receive, client.send, heartbeat_seconds=60, stop=stop)
    )
    async with asyncio.timeout(5):
        await client.news.wait()

        stop.begin()
        await streaming

    assert client.heard == [b"event: next\ndata: 1\n\n", b"retry: 1000\n\n"]
    assert results.is_closed
    assert stop.watched_by == 0


async def test_a_source_that_ends_because_of_the_stop_completes_nothing(client: Client) -> None:
    stop = Stop()

    async def ends_with_us() -> AsyncIterator[bytes]:
        yield b"1"
        stop.begin()

    await stream(ends_with_us(), (), client.receive, client.send, heartbeat_seconds=60, stop=stop)

    assert client.heard[-1] == b"retry: 1000\n\n"


async def test_who_comes_when_the_stop_has_begun_is_sent_away_at_once(client: Client) -> None:
    stop = Stop()
    stop.begin()

    await stream(aiter(Results()), (), client.receive, client.send, heartbeat_seconds=60, stop=stop)

    assert client.heard[-1] == b"retry: 1000\n\n"

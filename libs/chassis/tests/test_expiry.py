"""A stream is cut off when the token that opened it expires."""

import asyncio
import time
from collections.abc import AsyncIterator

from chassis.expiry import until_expiry
from chassis.graphql.sse import RevocableResults
from chassis.identity import ANONYMOUS, Viewer


async def results() -> AsyncIterator[bytes]:
    yield b"first"


async def test_what_is_said_last_says_how_to_go_on() -> None:
    stream = until_expiry(results(), Viewer("amina", expires_at=time.time() + 0.01))

    assert isinstance(stream, RevocableResults)
    async with asyncio.timeout(5):
        said = await stream.revoked
    assert b'"UNAUTHENTICATED"' in said
    assert b"after the last cursor" in said


async def test_a_stream_that_is_closed_before_leaves_no_timer() -> None:
    stream = until_expiry(results(), Viewer("amina", expires_at=time.time() + 0.01))
    assert isinstance(stream, RevocableResults)

    await stream.aclose()
    later: asyncio.Future[None] = asyncio.get_running_loop().create_future()
    asyncio.get_running_loop().call_later(0.02, later.set_result, None)
    await later

    assert not stream.revoked.done()


async def test_nothing_expires_of_who_came_without_a_token() -> None:
    stream = until_expiry(results(), ANONYMOUS)

    assert not isinstance(stream, RevocableResults)
    assert [result async for result in stream] == [b"first"]

"""Requests made to hurt are refused with the right code; what they cost is measured by `benchmarks.gateway.bombs`."""

from io import BytesIO

import aiohttp
import pytest

from chassis.testing.bombs import JSON, RESPONSE_JSON, Bomb, bombs

BOMBS = pytest.mark.parametrize("bomb", bombs(), ids=lambda bomb: bomb.name)


async def thrown(url: str, bomb: Bomb, accept: str) -> tuple[int, str, bool]:
    """The status and code of the answer, and whether it has data."""
    headers = {"content-type": JSON, "accept": accept}
    async with (
        aiohttp.ClientSession(headers=headers) as session,
        session.post(url, data=BytesIO(bomb.body(1))) as answer,
    ):
        content = await answer.json(content_type=None)
    return answer.status, content["errors"][0]["extensions"]["code"], "data" in content


@BOMBS
async def test_a_bomb_is_refused_with_its_code(url: str, bomb: Bomb) -> None:
    assert await thrown(url, bomb, RESPONSE_JSON) == (bomb.status, bomb.code, False)


@BOMBS
async def test_a_client_of_old_is_told_as_the_draft_says(url: str, bomb: Bomb) -> None:
    status = bomb.lenient_status or bomb.status

    assert await thrown(url, bomb, JSON) == (status, bomb.code, False)


async def test_a_bomb_refused_before_is_refused_again(url: str) -> None:
    bomb = bombs()[0]
    first = await thrown(url, bomb, RESPONSE_JSON)

    assert await thrown(url, bomb, RESPONSE_JSON) == first
    assert first[0] == bomb.status


async def test_a_body_without_end_is_refused(url: str) -> None:
    async def endless() -> object:
        for _ in range(10_000):
            yield b" " * 1_000

    headers = {"content-type": JSON}
    async with (
        aiohttp.ClientSession() as session,
        session.post(url, data=endless(), headers=headers) as answer,
    ):
        status = answer.status

    assert status == 413

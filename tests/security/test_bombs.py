"""Requests made to hurt are refused at every door, the gateway's and each service's own."""

import json
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from chassis.testing.bombs import JSON, RESPONSE_JSON, Bomb, bombs

Ask = Callable[..., Awaitable[Any]]


@pytest.mark.parametrize("bomb", bombs(), ids=lambda bomb: bomb.name)
async def test_a_bomb_is_refused_at_every_door(apps: dict[str, Any], ask: Ask, bomb: Bomb) -> None:
    found = {name: await thrown(app, ask, bomb, RESPONSE_JSON) for name, app in apps.items()}

    assert found == dict.fromkeys(apps, (bomb.status, False))


@pytest.mark.parametrize("bomb", bombs(), ids=lambda bomb: bomb.name)
async def test_a_client_of_old_is_refused_or_told_errors_and_nothing_else(
    apps: dict[str, Any], ask: Ask, bomb: Bomb
) -> None:
    for app in apps.values():
        status, has_data = await thrown(app, ask, bomb, JSON)

        assert status in (bomb.status, bomb.lenient_status, 200)
        assert not has_data


async def thrown(app: Any, ask: Ask, bomb: Bomb, accept: str) -> tuple[int, bool]:
    body = bomb.body(1)
    headers = [
        (b"content-type", JSON.encode()),
        (b"accept", accept.encode()),
        (b"content-length", str(len(body)).encode()),
    ]
    answer = await ask(app, "POST", "/graphql", headers=headers, body=body)
    content = json.loads(answer.body)
    assert content["errors"], bomb.name
    return answer.status, "data" in content

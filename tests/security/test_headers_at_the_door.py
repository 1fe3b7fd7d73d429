"""Headers that change what a request does are read alike at every door; those that claim an identity, at none."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

Ask = Callable[..., Awaitable[Any]]

VIEWER = b'{"query":"{ viewer { grants } }"}'
TYPENAME = b'{"query":"{ __typename }"}'
CLAIMS = [
    (b"x-user-id", b"ministry"),
    (b"x-user-roles", b"ministry@country:*"),
    (b"x-forwarded-user", b"ministry"),
    (b"x-remote-user", b"ministry"),
    (b"x-grants", b"ministry@country:*"),
    (b"cookie", b"access_token=ministry"),
]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        (b"bilim-purpose", b"curiosity"),
        (b"bilim-purpose", b""),
        (b"bilim-purpose", b"\xff"),
        (b"idempotency-key", b"again"),
        (b"idempotency-key", b"\x00" * 36),
    ],
)
async def test_an_unreadable_header_is_a_bad_request(
    apps: dict[str, Any], ask: Ask, name: bytes, value: bytes
) -> None:
    headers = [(b"content-type", b"application/json"), (name, value)]

    statuses = {
        of: (await ask(app, "POST", "/graphql", headers=headers, body=TYPENAME)).status
        for of, app in apps.items()
    }

    assert statuses == dict.fromkeys(apps, 400)


async def test_an_unreadable_header_is_a_bad_request_to_the_feed_too(
    services: dict[str, Any], ask: Ask
) -> None:
    headers = [(b"bilim-purpose", b"curiosity")]

    statuses = {
        of: (await ask(app, "GET", "/events", headers=headers)).status for of, app in services.items()
    }

    assert statuses == dict.fromkeys(services, 400)


async def test_headers_that_claim_an_identity_change_nothing(apps: dict[str, Any], ask: Ask) -> None:
    plain = [(b"content-type", b"application/json")]
    for app in apps.values():
        without = await ask(app, "POST", "/graphql", headers=plain, body=VIEWER)
        with_claims = await ask(app, "POST", "/graphql", headers=[*plain, *CLAIMS], body=VIEWER)

        assert _content(with_claims) == _content(without)


async def test_two_tokens_are_one_too_many(apps: dict[str, Any], ask: Ask, forger: Any) -> None:
    token = (b"authorization", f"Bearer {forger.with_claims()}".encode())
    headers = [(b"content-type", b"application/json"), token, token]

    statuses = {
        of: (await ask(app, "POST", "/graphql", headers=headers, body=TYPENAME)).status
        for of, app in apps.items()
    }

    assert statuses == dict.fromkeys(apps, 401)


@pytest.mark.parametrize("given", [7, True, [], {}, ["Bearer x"], "", "Bearer"])
async def test_what_a_socket_is_shown_is_never_taken_for_nothing(doors: list[Any], given: object) -> None:
    socket = next(door for door in doors if door.name == "gateway WebSocket")

    assert await socket.knock(given) == 401


async def test_a_socket_that_is_shown_nothing_is_anonymous(doors: list[Any]) -> None:
    socket = next(door for door in doors if door.name == "gateway WebSocket")

    assert await socket.knock(None) == 200


def _content(answer: Any) -> tuple[int, bytes]:
    # The trace id is each request's own.
    return answer.status, answer.body.split(b'"traceId"')[0]

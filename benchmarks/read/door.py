"""The bare ASGI door that all four servers share: one body read, one parsed, one answer sent."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import asyncpg
import orjson
from asyncpg.pool import Pool

Answerer = Callable[[dict[str, Any], dict[str, Any]], Awaitable[bytes]]
_HEADERS = (b"content-type", b"application/graphql-response+json; charset=utf-8")


async def open_pool(url: str) -> Pool[Any]:
    """Open the pool that the floor and ours both use."""

    async def leave_as_it_is(_: Any) -> None:
        """Nothing here changes a session, so nothing has to be reset when a connection comes back."""

    return await asyncpg.create_pool(
        url, min_size=4, max_size=4, reset=leave_as_it_is, server_settings={"jit": "off", "timezone": "UTC"}
    )


def door(answer: Answerer) -> Callable[..., Awaitable[None]]:
    """Make an ASGI application of a function from scope and request to bytes."""

    async def app(scope: Any, receive: Any, send: Any) -> None:
        message = await receive()
        body = message["body"]
        while message.get("more_body"):
            message = await receive()
            body += message["body"]
        answered = await answer(scope, orjson.loads(body))
        length = str(len(answered)).encode()
        await send(
            {"type": "http.response.start", "status": 200, "headers": [_HEADERS, (b"content-length", length)]}
        )
        await send({"type": "http.response.body", "body": answered})

    return app

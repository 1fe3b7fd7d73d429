"""Pages that follow a subscription through the gateway, by both of its ways, for tests of the whole platform."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import aiohttp

PATIENCE_SECONDS = 30
Screen = Callable[[], Awaitable[Any]]
"""What is told next: an answer, or None when the stream has ended."""


@asynccontextmanager
async def over_sse(url: str, token: str, query: str, **variables: object) -> AsyncIterator[Screen]:
    """A page that reads server-sent events."""
    headers = {"accept": "text/event-stream", "authorization": f"Bearer {token}"}
    body = {"query": query, "variables": variables}
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{url}/graphql", json=body, headers=headers) as answer,
    ):

        async def hears() -> Any:
            async with asyncio.timeout(PATIENCE_SECONDS):
                async for line in answer.content:
                    if line.startswith(b"data: {"):
                        return json.loads(line.removeprefix(b"data: "))
            return None

        yield hears


@asynccontextmanager
async def over_websocket(url: str, token: str, query: str, **variables: object) -> AsyncIterator[Screen]:
    """A page that speaks graphql-transport-ws."""
    async with (
        aiohttp.ClientSession() as session,
        session.ws_connect(f"{url}/graphql", protocols=["graphql-transport-ws"]) as socket,
    ):
        await socket.send_json({"type": "connection_init", "payload": {"authorization": f"Bearer {token}"}})
        await socket.receive_json()
        payload = {"query": query, "variables": variables}
        await socket.send_json({"id": "1", "type": "subscribe", "payload": payload})

        async def hears() -> Any:
            async with asyncio.timeout(PATIENCE_SECONDS):
                while True:
                    message = await socket.receive_json()
                    if message["type"] == "ping":
                        await socket.send_json({"type": "pong"})
                    else:
                        return message.get("payload")

        yield hears

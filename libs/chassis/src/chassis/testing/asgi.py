"""Asks an ASGI application in this process, as a client would over HTTP."""

import asyncio
from collections.abc import Iterable
from typing import Any

import orjson

Headers = Iterable[tuple[bytes, bytes]]


async def graphql(
    app: Any,
    query: str,
    variables: dict[str, Any] | None = None,
    *,
    token: str | None = None,
    headers: Headers = (),
) -> dict[str, Any]:
    """The response body of one GraphQL request, parsed."""
    body = orjson.dumps({"query": query, "variables": variables or {}})
    sent = [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(body)), *headers]
    _, answer = await ask(app, "POST", "/graphql", headers=sent, body=body, token=token)
    parsed: dict[str, Any] = orjson.loads(answer)
    return parsed


async def get(
    app: Any, address: str, *, token: str | None = None, headers: Headers = (), until: bytes | None = None
) -> tuple[int, bytes]:
    """Status and body of a GET; with `until`, an endless body is read up to where that text has come."""
    return await ask(app, "GET", address, headers=headers, token=token, until=until)


async def ask(
    app: Any,
    method: str,
    address: str,
    *,
    headers: Headers = (),
    body: bytes = b"",
    token: str | None = None,
    until: bytes | None = None,
) -> tuple[int, bytes]:
    """Status and body of any request."""
    path, _, query = address.partition("?")
    bearer = [(b"authorization", f"Bearer {token}".encode())] if token else []
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "root_path": "",
        "query_string": query.encode(),
        "headers": [(b"host", b"bilim.test"), *headers, *bearer],
        "client": ("127.0.0.1", 1),
        "server": ("bilim.test", 80),
    }
    exchange = _Exchange(body, until)
    running = asyncio.create_task(app(scope, exchange.receive, exchange.send))
    done = asyncio.create_task(exchange.done.wait())
    await asyncio.wait({running, done}, return_when=asyncio.FIRST_COMPLETED)
    done.cancel()
    if not running.done() and until is not None:
        exchange.gone.set()
    await running
    return exchange.status, bytes(exchange.body)


class _Exchange:
    def __init__(self, body: bytes, until: bytes | None) -> None:
        self._given = body
        self._until = until
        self._asked = False
        self.status = 0
        self.body = bytearray()
        self.done = asyncio.Event()
        self.gone = asyncio.Event()

    async def receive(self) -> dict[str, Any]:
        if not self._asked:
            self._asked = True
            return {"type": "http.request", "body": self._given, "more_body": False}
        await self.gone.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            return
        self.body += message.get("body", b"")
        came = self._until is not None and self._until in self.body
        if came or not message.get("more_body", False):
            self.done.set()

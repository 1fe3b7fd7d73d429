"""An office's server on this machine, and name servers that say what their owner wants."""

import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from aiohttp import web
from aiohttp.abc import AbstractResolver, ResolveResult

Answer = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Receiver:
    """An office's server, with the requests it got."""

    def __init__(self, port: int) -> None:
        self.url = f"http://localhost:{port}/hook"
        self.got: list[tuple[dict[str, str], bytes]] = []
        self.answer: Answer = self._take

    async def _take(self, _: web.Request) -> web.StreamResponse:
        return web.Response(status=204)

    async def handle(self, request: web.Request) -> web.StreamResponse:
        self.got.append((dict(request.headers), await request.read()))
        return await self.answer(request)


class Names(AbstractResolver):
    """A name server that says what its owner wants."""

    def __init__(self, address: str) -> None:
        self.address = address

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        return [
            ResolveResult(hostname=host, host=self.address, port=port, family=family, proto=0, flags=0),
        ]

    async def close(self) -> None:
        pass


@asynccontextmanager
async def receiving() -> AsyncIterator[Receiver]:
    """A server while the block lasts."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        made = Receiver(listening.getsockname()[1])
        app = web.Application()
        app.router.add_post("/{any:.*}", made.handle)
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        await runner.setup()
        await web.SockSite(runner, listening).start()
        yield made
        await runner.cleanup()

"""A wire that can be cut, and that can go silent: between the parts and PostgreSQL, and between them and the brokers.

What was on its way when the wire went silent arrives when it speaks again, as after a real outage: an order given by
somebody who has lost his office meanwhile comes late, and must do no harm.
"""

import asyncio
import contextlib
import socket
import threading
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]
_CHUNK = 65_536


@dataclass(frozen=True, slots=True)
class Unix:
    """A socket in the file system, as PostgreSQL has it."""

    path: Path

    async def connect(self) -> Streams:
        return await asyncio.open_unix_connection(self.path)

    async def serve(self, met: Callable[..., Awaitable[None]]) -> asyncio.Server:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.unlink(missing_ok=True)
        return await asyncio.start_unix_server(met, self.path)


@dataclass(frozen=True, slots=True)
class Tcp:
    """A port of this machine."""

    port: int

    async def connect(self) -> Streams:
        return await asyncio.open_connection("127.0.0.1", self.port)

    async def serve(self, met: Callable[..., Awaitable[None]]) -> asyncio.Server:
        return await asyncio.start_server(met, "127.0.0.1", self.port)


class Wire:
    """Carries bytes both ways, on a loop and a thread of its own, until it is closed."""

    def __init__(self, *ends: tuple[Unix | Tcp, Unix | Tcp]) -> None:
        self._ends = ends
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="wire", daemon=True)
        self._open: set[asyncio.StreamWriter] = set()
        self._forgotten: set[asyncio.StreamWriter] = set()
        self._servers: list[asyncio.Server] = []
        self._speaks = asyncio.Event()
        self._thread.start()
        self._do(self._listen())

    def cut(self) -> None:
        """Every connection breaks at once; new ones may be made."""
        self._do(self._cut())

    def forget(self) -> None:
        """What is open now carries nothing any more and nobody is told, ever; new connections are as always.

        So does a firewall that was restarted. What was forgotten before is cut.
        """
        self._do(self._forget())

    def silence(self) -> None:
        """Nothing passes any more, and nobody is told."""
        self._loop.call_soon_threadsafe(self._speaks.clear)

    def speak(self) -> None:
        """All that was held back passes."""
        self._loop.call_soon_threadsafe(self._speaks.set)

    def close(self) -> None:
        """No connection is left, and nobody listens."""
        self._do(self._end())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def _do(self, work: Awaitable[None]) -> None:
        async def wrapped() -> None:
            await work

        asyncio.run_coroutine_threadsafe(wrapped(), self._loop).result(30)

    async def _listen(self) -> None:
        self._speaks.set()
        self._servers = [await here.serve(self._meet(there)) for here, there in self._ends]

    def _meet(self, there: Unix | Tcp) -> Callable[..., Awaitable[None]]:
        async def met(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            try:
                far_reader, far_writer = await there.connect()
            except OSError:
                writer.transport.abort()
                return
            self._open |= {writer, far_writer}
            try:
                await asyncio.gather(self._carry(reader, far_writer), self._carry(far_reader, writer))
            except asyncio.CancelledError:
                # The wire is being closed; Python reports a cancelled handler as a mistake.
                pass
            finally:
                self._open -= {writer, far_writer}
                for each in (writer, far_writer):
                    each.transport.abort()

        return met

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError):
            while data := await reader.read(_CHUNK):
                await self._speaks.wait()
                if writer not in self._forgotten:
                    writer.write(data)
                    await writer.drain()
        if writer not in self._forgotten:
            writer.close()

    async def _forget(self) -> None:
        for writer in self._forgotten:
            writer.transport.abort()
        self._forgotten = set(self._open)

    async def _cut(self) -> None:
        for writer in list(self._open):
            writer.transport.abort()

    async def _end(self) -> None:
        for server in self._servers:
            server.close()
        await self._cut()
        ours = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in ours:
            task.cancel()
        await asyncio.gather(*ours, return_exceptions=True)


def free_ports(count: int) -> list[int]:
    """Ports that nobody listens on."""
    with contextlib.ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in sockets]

"""A small HTTP client that keeps its connections and costs little beside the server."""

from __future__ import annotations

import asyncio
from time import perf_counter

Request = bytes


def request(port: int, body: bytes, token: str | None, path: str = "/graphql") -> Request:
    """Spell a request."""
    authorization = f"authorization: Bearer {token}\r\n" if token else ""
    head = (
        f"POST {path} HTTP/1.1\r\nhost: 127.0.0.1:{port}\r\ncontent-type: application/json\r\n"
        f"{authorization}content-length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


class Connection:
    """One kept connection."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer

    @classmethod
    async def open(cls, port: int) -> Connection:
        """Connect."""
        return cls(*await asyncio.open_connection("127.0.0.1", port, limit=2**22))

    async def ask(self, spelled: Request) -> bytes:
        """Send a request and read the whole answer."""
        self._writer.write(spelled)
        head = await self._reader.readuntil(b"\r\n\r\n")
        if not head.startswith(b"HTTP/1.1 200"):
            raise RuntimeError(head.decode())
        length = int(head.lower().split(b"content-length:", 1)[1].split(b"\r\n", 1)[0])
        return await self._reader.readexactly(length)

    def close(self) -> None:
        """Hang up."""
        self._writer.close()


async def load(port: int, requests: list[Request], clients: int) -> tuple[float, list[float]]:
    """Send all requests over some connections; return the seconds taken and each one's."""
    waiting = iter(requests)
    took: list[float] = []

    async def work(connection: Connection) -> None:
        for one in waiting:
            began = perf_counter()
            await connection.ask(one)
            took.append(perf_counter() - began)

    connections = [await Connection.open(port) for _ in range(clients)]
    began = perf_counter()
    await asyncio.gather(*(work(connection) for connection in connections))
    seconds = perf_counter() - began
    for connection in connections:
        connection.close()
    return seconds, took

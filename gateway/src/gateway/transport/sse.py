"""Reads server-sent events as GraphQL servers send them: `next` carries a result, `complete` is the end."""

from collections.abc import AsyncIterable, AsyncIterator


async def read_events(lines: AsyncIterable[bytes]) -> AsyncIterator[bytes]:
    """The data of each `next` event, until the stream completes."""
    kind, data = b"message", []
    async for raw in lines:
        line = raw.rstrip(b"\r\n")
        if line.startswith(b"event:"):
            kind = line[6:].strip()
        elif line.startswith(b"data:"):
            data.append(line[5:].removeprefix(b" "))
        elif not line:
            if kind == b"complete":
                return
            if any(data):
                yield b"\n".join(data)
            kind, data = b"message", []

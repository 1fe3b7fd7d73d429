"""What a server knows of who calls it is the connection's, not what a header claims."""

import asyncio
from typing import Any

from chassis.server import listen, serving_beside

CLAIMS = b"x-forwarded-for: 10.9.8.7\r\nx-forwarded-proto: https\r\n"
CLAIMED = b"GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n" + CLAIMS + b"\r\n"


async def telling(scope: Any, receive: Any, send: Any) -> None:
    """Answers with the address and the scheme by which it was called."""
    if scope["type"] == "lifespan":
        for event in ("startup", "shutdown"):
            await receive()
            await send({"type": f"lifespan.{event}.complete"})
        return
    said = f"{scope['client'][0]} {scope['scheme']}".encode()
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": said})


async def test_nobody_says_which_address_is_theirs() -> None:
    listening = listen("127.0.0.1", 0)
    async with serving_beside(telling, listening):
        reader, writer = await asyncio.open_connection(*listening.getsockname())
        writer.write(CLAIMED)
        said = await asyncio.wait_for(reader.read(), 10)
        writer.close()

    assert b"127.0.0.1 http" in said

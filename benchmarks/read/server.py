"""One of the four servers, as a process of its own: ``python -m benchmarks.read.server ours URL PORT KEY``."""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from typing import Any

import uvicorn
import uvloop

from chassis.identity import TokenVerifier
from chassis.identity.caller import Authenticator
from chassis.identity.development import DevelopmentIssuer

from .door import Answerer, door, open_pool
from .floor import floor
from .ours import with_policy, without_policy
from .plain import plain


async def answerer(kind: str, url: str, key_file: Path) -> tuple[Answerer, TokenVerifier | None]:
    """Make what the kind answers with."""
    if kind == "plain":
        return plain(url.replace("postgresql://", "postgresql+asyncpg://")), None
    pool = await open_pool(url)
    if kind == "floor":
        return floor(pool), None
    if kind == "open":
        return without_policy(pool), None
    issuer = DevelopmentIssuer(key_file)
    verifier = TokenVerifier(issuer.expected, issuer)
    return with_policy(pool, Authenticator(verifier)), verifier


async def serve(kind: str, url: str, port: int, key_file: Path) -> None:
    """Serve until killed."""
    answer, verifier = await answerer(kind, url, key_file)
    app = door(answer)

    async def with_counts(scope: Any, receive: Any, send: Any) -> None:
        if scope["path"] == "/hits" and verifier is not None:
            body = f"{verifier.counts.hit_rate:.4f}".encode()
            head = [(b"content-length", str(len(body)).encode())]
            await send({"type": "http.response.start", "status": 200, "headers": head})
            await send({"type": "http.response.body", "body": body})
        else:
            await app(scope, receive, send)

    config = uvicorn.Config(
        with_counts, port=port, loop="uvloop", http="httptools", lifespan="off", log_level="warning", ws="none",
        access_log=False, date_header=False, server_header=False,
    )  # fmt: skip
    # What lives as long as the process is not looked through again and again.
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)
    await uvicorn.Server(config).serve()


if __name__ == "__main__":
    kind_, url_, port_, key_ = sys.argv[1:]
    uvloop.run(serve(kind_, url_, int(port_), Path(key_)))

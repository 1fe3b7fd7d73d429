"""One process of many does a thing: it holds a lock on the connection that it works with, and loses both together."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from hashlib import sha256
from typing import Any

import asyncpg

from chassis.database.pool import open_connection

BEAT_SECONDS = 1.0
_SILENCE_SECONDS = 5.0
# An owner that waits longer for one answer has lost its office meanwhile, or will.
_STATEMENT_MS = 5_000
_ANSWER_SECONDS = 1.0
# Between statements and inside a transaction alike: a stopped owner must leave no lock behind, whatever it was at.
_SILENT_OWNERS_END = "set idle_session_timeout = '5s'; set idle_in_transaction_session_timeout = '5s'"


@contextlib.asynccontextmanager
async def owned(url: str, lock: int, *, application: str) -> AsyncIterator[Any]:
    """The owner's connection, as soon as the lock is free.

    PostgreSQL ends the session of an owner that is silent for five seconds: use the connection each second.
    """
    connection = await open_connection(
        url, application=application, statement_timeout_ms=_STATEMENT_MS, answer_seconds=_ANSWER_SECONDS
    )
    try:
        await connection.execute(_SILENT_OWNERS_END)
        while not await connection.fetchval("select pg_try_advisory_lock($1)", lock):  # noqa: ASYNC110
            await asyncio.sleep(BEAT_SECONDS)
        yield connection
    finally:
        connection.terminate()


@contextlib.asynccontextmanager
async def tenure(url: str, name: str, *, application: str) -> AsyncIterator[asyncio.Task[None]]:
    """The same for work that leaves the connection alone: it is used in the background, and what is given ends when
    the office is lost."""
    async with owned(url, lock_of(name), application=application) as connection:
        beating = asyncio.create_task(_beat(connection), name=f"tenure of {name}")
        try:
            yield beating
        finally:
            beating.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await beating


def lock_of(name: str) -> int:
    """A number for PostgreSQL's advisory locks."""
    return int.from_bytes(sha256(name.encode()).digest()[:8], signed=True)


async def _beat(connection: Any) -> None:
    with contextlib.suppress(OSError, asyncpg.PostgresError, asyncpg.InterfaceError):
        while True:
            await asyncio.sleep(BEAT_SECONDS)
            async with asyncio.timeout(_SILENCE_SECONDS):
                await connection.execute("select 1")

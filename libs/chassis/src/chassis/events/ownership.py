"""One process of many does a thing: it holds a lock on the connection that it works with, and loses both together."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from typing import Any

from chassis.database.pool import open_connection

BEAT_SECONDS = 1.0


@contextlib.asynccontextmanager
async def owned(url: str, lock: int, *, application: str) -> AsyncIterator[Any]:
    """The owner's connection, as soon as the lock is free.

    PostgreSQL ends the session of an owner that is silent for five seconds: use the connection each second.
    """
    connection = await open_connection(url, application=application)
    try:
        await connection.execute("set idle_session_timeout = '5s'")
        while not await connection.fetchval("select pg_try_advisory_lock($1)", lock):  # noqa: ASYNC110
            await asyncio.sleep(BEAT_SECONDS)
        yield connection
    finally:
        connection.terminate()

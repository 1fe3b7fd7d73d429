"""Ended sessions in PostgreSQL, where every replica of the gateway finds them."""

import asyncio
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import asyncpg

from chassis.database.pool import Pool, open_pool
from chassis.identity.sessions import StoreUnavailable

_TABLE = "create table ended_session (session_id text primary key, until timestamptz not null)"
_ADD = """insert into ended_session (session_id, until) values ($1, $2)
on conflict (session_id) do update set until = greatest(ended_session.until, excluded.until)"""
_SECONDS = 3.0


class PostgresStore:
    """A `SessionStore`, connected to when first needed: a database that is away keeps nobody from starting.

    The table is made where it is missing, and stays small: what is over is removed with each addition.
    """

    def __init__(self, url: str) -> None:
        self._url = url
        self._pool: Pool | None = None
        self._opening = asyncio.Lock()

    async def add(self, session_id: str, until: float) -> None:
        """See SessionStore."""
        async with self._connected() as pool:
            await pool.execute("delete from ended_session where until <= now()")
            await pool.execute(_ADD, session_id, datetime.fromtimestamp(until, UTC))

    async def read(self, now: float) -> Collection[str]:
        """See SessionStore."""
        moment = datetime.fromtimestamp(now, UTC)
        async with self._connected() as pool:
            rows = await pool.fetch("select session_id from ended_session where until > $1", moment)
        return [row["session_id"] for row in rows]

    async def close(self) -> None:
        """See SessionStore."""
        pool, self._pool = self._pool, None
        if pool is not None:
            await pool.close()

    @asynccontextmanager
    async def _connected(self) -> AsyncIterator[Pool]:
        try:
            async with asyncio.timeout(_SECONDS):
                async with self._opening:
                    self._pool = self._pool or await self._open()
                yield self._pool
        except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
            raise StoreUnavailable(f"{type(error).__name__}: {error}") from error

    async def _open(self) -> Pool:
        pool = await open_pool(self._url, application="ended sessions", size=2)
        try:
            # Asked first: `if not exists` needs the right to create also where there is nothing to create.
            if await pool.fetchval("select to_regclass('ended_session')") is None:
                await pool.execute(_TABLE)
        except BaseException:
            pool.terminate()
            raise
        return pool

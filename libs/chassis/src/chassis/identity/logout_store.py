"""Ended sessions in PostgreSQL, where every replica of the gateway finds them."""

from collections.abc import Collection
from datetime import UTC, datetime

from chassis.database.pool import Pool

TABLE = "create table if not exists ended_session (session_id text primary key, until timestamptz not null)"

_ADD = """insert into ended_session (session_id, until) values ($1, $2)
on conflict (session_id) do update set until = greatest(ended_session.until, excluded.until)"""


class PostgresStore:
    """A `SessionStore`; the table stays small, for what is over is removed with each addition."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    async def add(self, session_id: str, until: float) -> None:
        """See SessionStore."""
        await self._pool.execute("delete from ended_session where until <= now()")
        await self._pool.execute(_ADD, session_id, datetime.fromtimestamp(until, UTC))

    async def read(self, now: float) -> Collection[str]:
        """See SessionStore."""
        moment = datetime.fromtimestamp(now, UTC)
        rows = await self._pool.fetch("select session_id from ended_session where until > $1", moment)
        return [row["session_id"] for row in rows]

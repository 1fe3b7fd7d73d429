"""The pool of a service's connections, and the one way a connection is set up."""

from typing import TYPE_CHECKING, Any

import asyncpg
import orjson

if TYPE_CHECKING:
    Connection = asyncpg.Connection[asyncpg.Record] | asyncpg.pool.PoolConnectionProxy[asyncpg.Record]
    Pool = asyncpg.Pool[asyncpg.Record]
else:
    # asyncpg's classes are generic for type checkers only.
    Connection = asyncpg.Connection | asyncpg.pool.PoolConnectionProxy
    Pool = asyncpg.Pool


def _json(value: Any) -> str:
    return orjson.dumps(value, default=_plain).decode()


def _plain(value: Any) -> str:
    """How PostgreSQL reads what JSON has no form for."""
    return f"\\x{value.hex()}" if isinstance(value, bytes) else str(value)


async def _set_up(connection: Any) -> None:
    for kind in ("json", "jsonb"):
        await connection.set_type_codec(kind, encoder=_json, decoder=orjson.loads, schema="pg_catalog")


# asyncpg keeps a hundred prepared statements a connection; a busy graph has more plans than that, and would prepare
# them again and again.
_STATEMENTS = 1000


async def _leave_as_it_is(_connection: Any) -> None:
    """Asks nothing of the server when a connection goes back: asyncpg's own reset is a round trip each time.

    Nothing of ours outlives a transaction in a session: settings are local, locks and listeners have connections of
    their own.
    """


def _server_settings(application: str, statement_timeout_ms: int) -> dict[str, str]:
    return {
        "application_name": application,
        "statement_timeout": str(statement_timeout_ms),
        # A transaction left open by a lost client must not hold its locks for ever.
        "idle_in_transaction_session_timeout": "30000",
        "timezone": "UTC",
        # Our statements are short: compiling them costs more than it saves.
        "jit": "off",
    }


async def open_pool(url: str, *, application: str, size: int = 10, statement_timeout_ms: int = 2000) -> Pool:
    """A pool of up to `size` connections; the first is opened at once, so that a wrong address is told at start."""
    return await asyncpg.create_pool(
        url,
        min_size=1,
        max_size=size,
        init=_set_up,
        reset=_leave_as_it_is,
        statement_cache_size=_STATEMENTS,
        server_settings=_server_settings(application, statement_timeout_ms),
    )


async def open_connection(
    url: str, *, application: str, statement_timeout_ms: int = 30_000
) -> "asyncpg.Connection[Any]":
    """One connection of its own, for what a pool must not lend: advisory locks, LISTEN."""
    connection = await asyncpg.connect(
        url, server_settings=_server_settings(application, statement_timeout_ms)
    )
    await _set_up(connection)
    return connection

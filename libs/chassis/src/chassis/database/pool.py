"""The pool of a service's connections, and the one way a connection is set up."""

import asyncio
import contextlib
from typing import TYPE_CHECKING, Any

import asyncpg
import orjson

from chassis.database.silence import END_SESSION, ListeningConnection
from chassis.telemetry import get_logger

if TYPE_CHECKING:
    Connection = asyncpg.Connection[asyncpg.Record] | asyncpg.pool.PoolConnectionProxy[asyncpg.Record]
    Pool = asyncpg.Pool[asyncpg.Record]
else:
    # asyncpg's classes are generic for type checkers only.
    Connection = asyncpg.Connection | asyncpg.pool.PoolConnectionProxy
    Pool = asyncpg.Pool

log = get_logger()

# A server that is there answers at once; behind a firewall that drops everything nobody ever refuses.
_CONNECT_SECONDS = 10.0
# PostgreSQL ends a statement that takes too long and says so: who hears nothing even then talks to nobody. Not less:
# a batch of statements that each may take so long, and a busy event loop, must not look like silence.
_ANSWER_SECONDS = 3.0
# Longer than a statement may take: who waits for a connection in vain is told so, and does not wait for ever.
_ACQUIRE_SECONDS = 10.0


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
        # A client whose machine is gone leaves no farewell: PostgreSQL asks, and gives its locks to others.
        "tcp_keepalives_idle": "10",
        "tcp_keepalives_interval": "5",
        "tcp_keepalives_count": "3",
        "tcp_user_timeout": "20000",
    }


def _patience(statement_timeout_ms: int, answer_seconds: float = _ANSWER_SECONDS) -> dict[str, Any]:
    """What asyncpg waits for, in seconds: a connection, and the answer to a statement."""
    return {
        "timeout": _CONNECT_SECONDS,
        "command_timeout": statement_timeout_ms / 1000 + answer_seconds,
    }


class _Pool(Pool):
    """A pool in which nobody waits for ever, neither for a connection nor until it is given back.

    Connections are forgotten together: when one is found silent, those that lay idle meanwhile are replaced before
    somebody waits for them too, one after the other. What the silent one had locked is let go.
    """

    _queue: asyncio.LifoQueue[Any]
    _holders: list[Any]

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, init=self._met, **named)
        self._application: str = named["server_settings"]["application_name"]
        self._ending: set[asyncio.Task[None]] = set()

    async def _acquire(self, timeout: float | None) -> Any:  # noqa: ASYNC109 - asyncpg's signature
        proxy: Any = await super()._acquire(timeout)  # type: ignore[misc]
        if not proxy._con.lay_idle or await self._is_there(proxy._con):
            return proxy
        return await super()._acquire(timeout)  # type: ignore[misc]

    async def _is_there(self, connection: ListeningConnection) -> bool:
        """A connection that was forgotten while it lay idle costs a moment, and not the patience of a statement."""
        process = connection.get_server_pid()
        try:
            if await connection.answers():
                return True
        except BaseException:
            # Who waited has gone, and nobody else would give it back.
            connection.terminate()
            raise
        if not connection.is_closed():
            connection.terminate()
        self._lost(process)
        return False

    async def _met(self, connection: Any) -> None:
        connection.on_silence = self._lost
        await _set_up(connection)

    def _lost(self, process: int) -> None:
        idle = [
            holder
            for holder in self._holders
            if holder.is_idle() and holder.is_connected() and holder._con.is_doubtful
        ]
        log.warning("database_silent", of=self._application, process=process, replaced=len(idle))
        for holder in idle:
            holder.terminate()
        task = asyncio.create_task(self._end_session(process), name="end of a silent session")
        self._ending.add(task)
        task.add_done_callback(self._ending.discard)

    async def _end_session(self, process: int) -> None:
        # Where the server is away altogether, it finds out by itself whom it has lost.
        with contextlib.suppress(OSError, asyncpg.PostgresError, asyncpg.InterfaceError):
            await self.execute(END_SESSION, process)

    def acquire(self, *, timeout: float | None = None) -> Any:
        """A connection. Raises TimeoutError when none comes free in time."""
        # To watch the time costs as much as a short statement: only who really waits pays for it. That is asyncpg's
        # own queue of what is free; its public `get_idle_size` looks at every connection each time.
        if timeout is None and self._queue.empty():
            timeout = _ACQUIRE_SECONDS
        return super().acquire(timeout=timeout)


async def open_pool(url: str, *, application: str, size: int = 10, statement_timeout_ms: int = 2000) -> Pool:
    """A pool of up to `size` connections; the first is opened at once, so that a wrong address is told at start.

    A server that is silent is an error after a few seconds (TimeoutError, which is an OSError): for who waits for a
    connection, and for who waits for an answer; such a connection is not used again.
    """
    return await _Pool(
        url,
        min_size=1,
        max_size=size,
        init_size=1,
        max_queries=50_000,
        max_inactive_connection_lifetime=300.0,
        connection_class=ListeningConnection,
        record_class=asyncpg.Record,
        connect=None,
        setup=None,
        loop=None,
        reset=_leave_as_it_is,
        statement_cache_size=_STATEMENTS,
        server_settings=_server_settings(application, statement_timeout_ms),
        **_patience(statement_timeout_ms),
    )


async def open_connection(
    url: str,
    *,
    application: str,
    statement_timeout_ms: int = 30_000,
    answer_seconds: float = _ANSWER_SECONDS,
) -> "asyncpg.Connection[Any]":
    """One connection of its own, for what a pool must not lend: advisory locks, LISTEN."""
    connection: asyncpg.Connection[Any] = await asyncpg.connect(
        url,
        connection_class=ListeningConnection,
        server_settings=_server_settings(application, statement_timeout_ms),
        **_patience(statement_timeout_ms, answer_seconds),
    )
    await _set_up(connection)
    return connection

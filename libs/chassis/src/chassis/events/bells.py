"""Bells: whoever waits for new rows is woken at once, in this process and in others, without polling.

PostgreSQL's NOTIFY inside a transaction serialises all commits, so it is sent after them, from a connection of its
own, and rings that come close together leave as one. A ring that is lost costs a second, never an event: every
waiter also looks by itself. What changes without an event, as long work does while it gets on, is told by its key.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Collection
from contextlib import asynccontextmanager
from typing import Any

import asyncpg

from chassis.database.pool import open_connection
from chassis.telemetry import get_logger

log = get_logger()

_RETRY_SECONDS = 1.0
# Who only listens hears nothing of a connection that died without a word; a question now and then finds out.
_BEAT_SECONDS = 10.0
# To ring takes no time: who is not answered has lost the line, and everybody waits longer meanwhile.
_STATEMENT_MS = 2_000
_TELL = "select pg_notify('changed', key) from unnest($1::text[]) as key"


class Bell:
    """Something to wait for. `rings` counts; to wait is to wait for the count to move on."""

    def __init__(self) -> None:
        self.rings = 0
        self._changed = asyncio.Event()

    def ring(self) -> None:
        """Wakes everybody who waits."""
        self.rings += 1
        self._changed.set()
        self._changed = asyncio.Event()

    async def wait(self, *, since: int, seconds: float) -> bool:
        """Waits until the bell has rung more often than `since`; False when nothing rang in time."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                while self.rings == since:
                    await self._changed.wait()
        return self.rings != since


class Bells:
    """The two bells of a service: something was put into the outbox, something got a position in the log.

    `hearers` are told the keys of what changed and no event tells of, wherever in the service it was saved.
    """

    def __init__(self) -> None:
        self.outbox = Bell()
        self.event_log = Bell()
        self.hearers: list[Callable[[str], None]] = []
        self._to_send: set[str] = set()
        self._to_tell: set[str] = set()
        self._send = asyncio.Event()

    def committed(self, untold: Collection[str]) -> None:
        """Tells every process of the service of a commit, and of what it changed without an event."""
        self.ring_outbox()
        if untold:
            self._tell_here(untold)
            self._to_tell.update(untold)
            self._send.set()

    def ring_outbox(self) -> None:
        """Tells every process of the service that the outbox has something."""
        self._ring("outbox", self.outbox)

    def ring_event_log(self) -> None:
        """Tells every process of the service that the log has grown."""
        self._ring("event_log", self.event_log)

    def _ring(self, channel: str, bell: Bell) -> None:
        bell.ring()
        self._to_send.add(channel)
        self._send.set()

    async def run(self, url: str, *, application: str) -> None:
        """Carries rings between processes until cancelled; a lost connection is made again."""
        while True:
            try:
                await self._carry(url, application)
            except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
                log.warning("bells_lost_connection", of=application, error=type(error).__name__)
                await asyncio.sleep(_RETRY_SECONDS)

    async def _carry(self, url: str, application: str) -> None:
        connection = await open_connection(
            url, application=f"{application} bells", statement_timeout_ms=_STATEMENT_MS
        )
        try:
            await connection.add_listener("outbox", self._heard)
            await connection.add_listener("event_log", self._heard)
            await connection.add_listener("changed", self._heard_of)
            while True:
                await self._something_to_send()
                channels, self._to_send = self._to_send, set()
                for channel in channels:
                    await connection.execute("select pg_notify($1, '')", channel)
                keys, self._to_tell = self._to_tell, set()
                if keys:
                    await connection.execute(_TELL, list(keys))
                if not channels and not keys:
                    await connection.execute("select 1")
        finally:
            connection.terminate()

    async def _something_to_send(self) -> None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(_BEAT_SECONDS):
                await self._send.wait()
        self._send.clear()

    def _heard(self, connection: Any, pid: int, channel: str, _payload: object) -> None:
        if pid != connection.get_server_pid():
            getattr(self, channel).ring()

    def _heard_of(self, connection: Any, pid: int, _channel: str, key: object) -> None:
        if pid != connection.get_server_pid():
            self._tell_here([str(key)])

    def _tell_here(self, keys: Collection[str]) -> None:
        for hearer in self.hearers:
            for key in keys:
                hearer(key)


@asynccontextmanager
async def ringing(url: str, *, application: str) -> AsyncIterator[Bells]:
    """Bells that carry while the block lasts."""
    bells = Bells()
    carrier = asyncio.create_task(bells.run(url, application=application), name="bells")
    try:
        yield bells
    finally:
        carrier.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await carrier

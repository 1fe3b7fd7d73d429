"""Whoever waits for something to happen to a record is woken when the log or a bell tells of it: one reader for all."""

import asyncio
import contextlib
from collections import defaultdict
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager

import asyncpg

from chassis.database.pool import Pool
from chassis.events.bells import Bells
from chassis.telemetry import get_logger

log = get_logger()

_HEAD = "select position from event_log_head"
_READ = "select position, key from event_log where position > $1 order by position limit $2"
_AT_ONCE = 1000
_RETRY_SECONDS = 1.0
# Looking again by itself makes a ring that was lost a delay, not a hole.
_LOOK_AGAIN_SECONDS = 15.0


class Watcher:
    """One who waits for events of certain keys: the ids of aggregates, as events carry them."""

    def __init__(self, watchers: "Watchers") -> None:
        self._watchers = watchers
        self._called = asyncio.Event()
        self.keys: set[str] = set()

    def watch(self, keys: Iterable[str]) -> bool:
        """Waits for these too; True if one of them is new, so that what it is must be read again."""
        new = set(keys) - self.keys
        self.keys |= new
        self._watchers.waiting_for(self, new)
        return bool(new)

    def call(self) -> None:
        """Something happened."""
        self._called.set()

    async def wait(self, seconds: float | None = None) -> bool:
        """Until something happened since the last wait, or until that long; False when the service stops."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._called.wait()
        self._called.clear()
        return not self._watchers.is_closed


class Watchers:
    """All who wait in one process: however many they are, the log is read once for each ring of its bell."""

    def __init__(self, pool: Pool, bells: Bells) -> None:
        self._pool = pool
        self._bell = bells.event_log
        bells.hearers.append(self._call)
        self._by_key: defaultdict[str, set[Watcher]] = defaultdict(set)
        self._all: set[Watcher] = set()
        self._position: int | None = None
        self._turn = asyncio.Lock()
        self.is_closed = False

    @asynccontextmanager
    async def watching(self) -> AsyncIterator[Watcher]:
        """Somebody who waits while the block lasts; what is read after this was not missed."""
        watcher = Watcher(self)
        self._all.add(watcher)
        try:
            await self._begin()
            if self.is_closed:
                watcher.call()
            yield watcher
        finally:
            self._all.discard(watcher)
            for key in watcher.keys:
                self._by_key[key].discard(watcher)
                if not self._by_key[key]:
                    del self._by_key[key]

    def waiting_for(self, watcher: Watcher, keys: Iterable[str]) -> None:
        """See Watcher.watch."""
        for key in keys:
            self._by_key[key].add(watcher)

    def close(self) -> None:
        """Lets everybody go, so that the service can stop."""
        self.is_closed = True
        for watcher in self._all:
            watcher.call()

    async def run(self) -> None:
        """Follows the log until cancelled; a lost database is asked again."""
        while True:
            rings = self._bell.rings
            try:
                await self._follow()
            except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
                log.warning("watchers_lost_database", error=type(error).__name__)
                self._position = None
                await asyncio.sleep(_RETRY_SECONDS)
                continue
            await self._bell.wait(since=rings, seconds=_LOOK_AGAIN_SECONDS)

    async def _begin(self) -> None:
        async with self._turn:
            if self._position is None:
                self._position = await self._pool.fetchval(_HEAD)

    async def _follow(self) -> None:
        async with self._turn:
            if not self._all:
                # Nobody waits: the log is not read, and who comes next begins at its head.
                self._position = None
            elif self._position is None:
                await self._begin_again()
            while self._position is not None:
                rows = await self._pool.fetch(_READ, self._position, _AT_ONCE)
                for row in rows:
                    self._position = row["position"]
                    self._call(row["key"])
                if len(rows) < _AT_ONCE:
                    return

    async def _begin_again(self) -> None:
        """The database was away, and what comes back may be another log: everybody looks for themselves."""
        self._position = await self._pool.fetchval(_HEAD)
        for watcher in self._all:
            watcher.call()

    def _call(self, key: str) -> None:
        for watcher in self._by_key.get(key, ()):
            watcher.call()


@asynccontextmanager
async def watched(pool: Pool, bells: Bells) -> AsyncIterator[Watchers]:
    """Watchers of a service, who are called while the block lasts."""
    watchers = Watchers(pool, bells)
    following = asyncio.create_task(watchers.run(), name="watchers")
    try:
        yield watchers
    finally:
        watchers.close()
        following.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await following

"""Sessions that ended before their tokens did: kept where every replica reads them, known here without asking."""

import time
from collections.abc import Callable, Collection, Set
from typing import Protocol


class StoreUnavailable(Exception):
    """The store of ended sessions does not answer; what is known here stays known."""


class SessionStore(Protocol):
    """Where ended sessions are kept, for every replica to read."""

    async def add(self, session_id: str, until: float) -> None:
        """Keep a session until its last token has expired; raises StoreUnavailable."""
        ...

    async def read(self, now: float) -> Collection[str]:
        """The sessions to be kept, without those whose time is over; raises StoreUnavailable."""
        ...

    async def close(self) -> None:
        """Let go of what is held."""
        ...


class MemoryStore:
    """For one process alone."""

    def __init__(self) -> None:
        self._until: dict[str, float] = {}

    async def add(self, session_id: str, until: float) -> None:
        """See SessionStore."""
        self._until[session_id] = until

    async def read(self, now: float) -> Collection[str]:
        """See SessionStore."""
        self._until = {session: until for session, until in self._until.items() if until > now}
        return self._until.keys()

    async def close(self) -> None:
        """See SessionStore."""


class EndedSessions:
    """The sessions whose tokens are refused, as this process knows them; `refresh` every few seconds."""

    def __init__(
        self, store: SessionStore, *, clock: Callable[[], float] = time.time, keep: float = 360.0
    ) -> None:
        self._store = store
        self._clock = clock
        # A token lives five minutes, and thirty seconds are forgiven at each end.
        self._keep = keep
        self._ended: frozenset[str] = frozenset()
        self._own: dict[str, float] = {}
        self._untold: set[str] = set()
        self._watchers: dict[str, set[Callable[[], None]]] = {}

    def __contains__(self, session_id: object) -> bool:
        return session_id in self._ended

    async def end(self, session_id: str) -> None:
        """End a session here at once, and in every other replica at its next refresh.

        Raises StoreUnavailable; the session is ended here all the same, and the store told at the next refresh.
        """
        self._own[session_id] = self._clock() + self._keep
        self._untold.add(session_id)
        self._take(self._ended | {session_id})
        await self._tell_store()

    async def refresh(self) -> None:
        """Learn what other replicas were told; raises StoreUnavailable, and what is known stays known."""
        await self._tell_store()
        now = self._clock()
        told = await self._store.read(now)
        # One that ended here while the store was read may not be in its answer yet.
        self._own = {session_id: until for session_id, until in self._own.items() if until > now}
        self._take(self._own.keys() | frozenset(told))

    def watch(self, session_id: str | None, close: Callable[[], None]) -> Callable[[], None]:
        """Have `close` called when the session ends, at once if it has; gives what ends the watch."""
        if session_id is None:
            return _nothing
        if session_id in self._ended:
            close()
            return _nothing
        watching = self._watchers.setdefault(session_id, set())
        watching.add(close)

        def unwatch() -> None:
            watching.discard(close)
            if not watching and self._watchers.get(session_id) is watching:
                del self._watchers[session_id]

        return unwatch

    async def _tell_store(self) -> None:
        for session_id in tuple(self._untold):
            if session_id in self._own:
                await self._store.add(session_id, self._own[session_id])
            self._untold.discard(session_id)

    def _take(self, ended: Set[str]) -> None:
        news, self._ended = ended - self._ended, frozenset(ended)
        for session_id in news:
            for close in self._watchers.pop(session_id, ()):
                close()


def _nothing() -> None:
    """What was never watched needs no unwatching."""

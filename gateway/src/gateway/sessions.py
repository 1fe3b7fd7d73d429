"""Sessions that the issuer ended: told to one replica, refused by all of them within seconds."""

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping, Sequence
from typing import Any

import structlog

from chassis.credentials import logout_tokens
from chassis.identity.logout import logout_route
from chassis.identity.sessions import EndedSessions, MemoryStore, SessionStore, StoreUnavailable
from chassis.settings import PlatformSettings

log = structlog.get_logger(__name__)

Application = Callable[
    [MutableMapping[str, Any], Callable[[], Awaitable[Any]], Callable[[Any], Awaitable[None]]],
    Awaitable[None],
]


class Sessions:
    """What this replica knows of ended sessions, and the store that all replicas share."""

    def __init__(self, store: SessionStore, refresh_seconds: float) -> None:
        self.ended = EndedSessions(store)
        self._store = store
        self._refresh_seconds = refresh_seconds

    async def keep_fresh(self) -> None:
        """Learns what other replicas were told, for as long as it runs; a failure is said once, not every time."""
        was_away = False
        while True:
            try:
                await self.ended.refresh()
            except StoreUnavailable as away:
                if not was_away:
                    log.error("ended_sessions_unknown", reason=str(away))
                was_away = True
            else:
                was_away = False
            await asyncio.sleep(self._refresh_seconds)

    async def close(self) -> None:
        """Lets go of the store."""
        await self._store.close()


def store_at(url: str | None) -> SessionStore:
    """PostgreSQL, or this process's memory when no address is given."""
    if url is None:
        return MemoryStore()
    # A gateway that shares nothing need not load a database driver.
    from chassis.identity.logout_store import PostgresStore

    return PostgresStore(url)


def logout_door(platform: PlatformSettings, sessions: Sessions, clients: Sequence[str]) -> Application:
    """`POST /logout/backchannel`, where the issuer says that a session ended. Raises NoIssuer."""
    return logout_route(logout_tokens(platform, clients), sessions.ended)

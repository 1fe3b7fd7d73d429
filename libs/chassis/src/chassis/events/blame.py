"""Whose fault it is that an event could not be applied: the event's, or the moment's."""

import asyncpg

from chassis.events.bus import FeedUnavailable

AWAY = (
    FeedUnavailable,
    OSError,
    asyncpg.InterfaceError,
    asyncpg.PostgresConnectionError,
    asyncpg.AdminShutdownError,
    asyncpg.CannotConnectNowError,
    asyncpg.CrashShutdownError,
    asyncpg.IdleInTransactionSessionTimeoutError,
    asyncpg.IdleSessionTimeoutError,
    asyncpg.InsufficientResourcesError,
)
"""The database or the network is away: whatever the event is, it would fail now."""

CROWDED = (asyncpg.LockNotAvailableError, asyncpg.QueryCanceledError, asyncpg.TransactionRollbackError)
"""Somebody holds what the event needs: one who sleeps over an open transaction may hold it for half a minute."""

"""Lets go of events that are older than an installation keeps them, and says who holds them up."""

import asyncpg

from chassis.database.pool import Pool
from chassis.telemetry import get_logger

log = get_logger()

_LET_GO = "select event_log_let_go($1)"
# Consumers of other services' logs have a `<` in their names; webhooks that are stopped hold nothing.
_HOLDING = """
select cursor.name from delivery_cursor as cursor join event_log as next on next.position = cursor.position + 1
where cursor.name !~ '<' and next.published_at < clock_timestamp() - make_interval(days => $1) order by 1
"""


async def let_go_of_old_events(pool: Pool, *, days: int) -> int:
    """How many partitions of the log were dropped; what a publisher has not delivered stays, and it is told."""
    for row in await pool.fetch(_HOLDING, days):
        log.warning("old_events_wait_for_publisher", reader=row["name"], days=days)
    try:
        gone: int = await pool.fetchval(_LET_GO, days)
    except (asyncpg.LockNotAvailableError, asyncpg.QueryCanceledError):
        log.info("old_events_are_let_go_later")
        return 0
    if gone:
        log.info("old_events_let_go", partitions=gone)
    return gone

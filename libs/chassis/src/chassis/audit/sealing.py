"""Seals each second in the background, and tells how old the oldest entry is that no seal covers."""

import asyncio
from datetime import timedelta

from chassis.audit.seals import seal, unsealed_age
from chassis.clock import now
from chassis.database.pool import Pool
from chassis.telemetry import get_logger

log = get_logger()

SECOND = 1.0
_OLD = timedelta(seconds=30)


async def seal_all(pool: Pool) -> int:
    """Seal everything that is there; gives how many entries."""
    async with pool.acquire() as connection:
        sealed = 0
        while more := await seal(connection, now=now()):
            sealed += more
        return sealed


async def keep_sealing(pool: Pool) -> None:
    """Seal each second, for ever; any number of processes may, one at a time does."""
    while True:
        await seal_all(pool)
        await _warn_of_age(pool)
        await asyncio.sleep(SECOND)


async def _warn_of_age(pool: Pool) -> None:
    async with pool.acquire() as connection:
        age = await unsealed_age(connection, now=now())
    if age > _OLD.total_seconds():
        log.warning("audit_waits_for_its_seal", seconds=round(age))

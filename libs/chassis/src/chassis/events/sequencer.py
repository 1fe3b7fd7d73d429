"""Gives every event its place: from the outbox into the log, by one owner, in plain order.

One writer of `position` makes `position > last` a safe cursor for every reader. With several writers, or with SKIP
LOCKED, a reader would pass an event that a slower transaction commits afterwards.
"""

import asyncio
from typing import Any

import asyncpg

from chassis.events.bells import Bells
from chassis.events.checkpoint import Checkpoint, passing
from chassis.events.ownership import BEAT_SECONDS, owned
from chassis.telemetry import get_logger

log = get_logger()

BATCH = 1000
PARTITION = 1_000_000
_OWNER_LOCK = 7_246_402
_FIELDS = "event_id, topic, key, version, type, subject, dataschema, traceparent, payload, places, created_at"

_SELECT = f"select max(id) from (select id from outbox order by id limit {BATCH}) as first"  # noqa: S608 - as below

# What was committed since with a lower id goes along, in its place: nobody has a position beyond it yet.
_MOVE = f"""
with head as (select position from event_log_head for update),
taken as (delete from outbox where id <= $1 returning *),
placed as (
    insert into event_log (position, {_FIELDS})
    select head.position + row_number() over (order by taken.id), {_FIELDS} from taken cross join head
    returning position
)
update event_log_head set position = (select max(position) from placed) where exists (select from placed)
returning position
"""  # noqa: S608 - names and numbers of our own


class Sequencer:
    """Moves events while it owns the log; any number may run, one owns.

    The lock is held by the very connection that writes: a stopped owner is silent, PostgreSQL ends its session
    after five seconds, and with it both the lock and the right to write.
    """

    def __init__(self, url: str, bells: Bells, *, application: str, checkpoint: Checkpoint = passing) -> None:
        self._url = url
        self._bells = bells
        self._service = application
        self._at = checkpoint

    async def run(self) -> None:
        """Waits for ownership and works, until cancelled; a lost connection is made again."""
        while True:
            try:
                await self._own()
            except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
                log.warning("sequencer_lost_connection", service=self._service, error=type(error).__name__)
                await asyncio.sleep(BEAT_SECONDS)

    async def _own(self) -> None:
        async with owned(self._url, _OWNER_LOCK, application=f"{self._service} sequencer") as connection:
            log.info("sequencer_owns_log", service=self._service)
            await self._work(connection)

    async def _work(self, connection: "asyncpg.Connection[Any]") -> None:
        partitioned_to = 0
        while True:
            rings = self._bells.outbox.rings
            head = await move_batch(connection, at=self._at)
            if head is None:
                await self._bells.outbox.wait(since=rings, seconds=BEAT_SECONDS)
                continue
            self._bells.ring_event_log()
            if head + PARTITION > partitioned_to:
                partitioned_to = await connection.fetchval("select event_log_make_room($1)", head)


async def move_batch(connection: "asyncpg.Connection[Any]", *, at: Checkpoint = passing) -> int | None:
    """Moves about a thousand events in the order of the outbox; the new head, or None when there were none."""
    upto: int | None = await connection.fetchval(_SELECT)
    if upto is None:
        return None
    await at("selected")
    async with connection.transaction():
        position: int | None = await connection.fetchval(_MOVE, upto)
        await at("inserted")
    await at("committed")
    return position

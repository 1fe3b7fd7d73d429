"""Fills the compacted topics with the states that were there before them; goes on where it was stopped."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from chassis.events.kafka.following import OwnershipLost
from chassis.events.snapshots import Snapshot, Snapshots

_HEAD = """
select head.position, head.log, coalesce(cursor.log = head.log, false) as is_known,
       coalesce((select min(position) from event_log) > $2 + 1, head.position > $2) as is_gone
from event_log_head as head left join delivery_cursor as cursor on cursor.name = $1
"""
_FORGET = "delete from states_filled"
_BEGIN = """
update delivery_cursor set position = $2, log = $3, moved_at = clock_timestamp()
where name = $1 and owner_epoch = $4 returning true
"""
_COMPLETE = "select topic from states_filled where is_complete"
_AFTER = "select after from states_filled where topic = $1"
_DONE = """
insert into states_filled (topic, after, is_complete) values ($1, $2, $3)
on conflict (topic) do update
set after = coalesce(excluded.after, states_filled.after),
    is_complete = excluded.is_complete, moved_at = clock_timestamp()
"""


@dataclass(frozen=True, slots=True)
class Head:
    """The end of a log, before any of its states was read."""

    position: int
    log: UUID


@dataclass(frozen=True, slots=True)
class KeyPage:
    """Some keys of one kind of state; the last page is followed by no other."""

    snapshot: Snapshot
    keys: list[UUID]
    is_last: bool


class Filling:
    """How far one service's topics are filled; a kind of state that is declared later is filled then."""

    def __init__(self, connection: Any, states: Snapshots, *, cursor: str) -> None:
        self._connection = connection
        self._states = states
        self._cursor = cursor
        self._open: list[Snapshot] | None = None

    async def head_of_another_log(self, position: int) -> Head | None:
        """Where the log ends, if the topics belong to none yet, to another one, or to a part that is no longer kept."""
        found = await self._connection.fetchrow(_HEAD, self._cursor, position)
        return Head(found["position"], found["log"]) if found["is_gone"] or not found["is_known"] else None

    async def begin_anew(self, head: Head, *, epoch: int) -> None:
        """From now on the topics belong to this log, and everything is to be sent. Raises OwnershipLost."""
        async with self._connection.transaction():
            if not await self._connection.fetchval(_BEGIN, self._cursor, head.position, head.log, epoch):
                raise OwnershipLost
            await self._connection.execute(_FORGET)

    async def next_page(self, *, limit: int) -> KeyPage | None:
        """The next keys to send; None when all topics are filled."""
        if self._open is None:
            complete = {row["topic"] for row in await self._connection.fetch(_COMPLETE)}
            self._open = [each for each in self._states.declared.values() if each.topic not in complete]
        if not self._open:
            return None
        snapshot = self._open[0]
        after = await self._connection.fetchval(_AFTER, snapshot.topic)
        keys = await self._states.keys_after(snapshot, after, limit=limit)
        return KeyPage(snapshot, keys, is_last=len(keys) < limit)

    async def done(self, page: KeyPage) -> None:
        """These keys were sent."""
        last = page.keys[-1] if page.keys else None
        await self._connection.execute(_DONE, page.snapshot.topic, last, page.is_last)
        if page.is_last and self._open:
            self._open.pop(0)

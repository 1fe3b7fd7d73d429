"""The event log of a service: what was published, each event at its position, without gaps."""

from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

import asyncpg

from chassis.database.pool import Connection, Pool
from chassis.events.cloudevents import Event

_HEAD = "select position, log from event_log_head"
_OLDEST = "select min(position) from event_log"
_READ = """
select position, event_id, topic, key, version, type, subject, dataschema, traceparent, payload, places, created_at
from event_log
where position > $1 and position <= $2
  and topic = any($3)
  and ($4::text[] is null or type = any($4))
  and ($6::uuid[] is null or places is null or places && $6)
order by position limit $5
"""

# A reader for whom there is little is answered after so many positions, not after the whole log.
_STRIDE = 50_000


class LogReplaced(Exception):
    """The reader's position belongs to another log: the owner was restored, or the position is ahead of it."""


async def _nothing_to_do() -> None:
    """Who reads by position says with the next one where it is."""


class PositionGone(Exception):
    """The reader's position is older than what is kept; `oldest` is the first that is there.

    `is_new` is a reader that never had one: it has missed nothing, and begins from what is. `begun_again` is to be
    called when the reader has what it missed.
    """

    def __init__(
        self,
        oldest: int,
        *,
        is_new: bool = False,
        begun_again: Callable[[], Awaitable[None]] = _nothing_to_do,
    ) -> None:
        super().__init__(f"Events before position {oldest} are no longer kept.")
        self.oldest = oldest
        self.is_new = is_new
        self.begun_again = begun_again


@dataclass(frozen=True, slots=True)
class Page:
    """Events after a position; `next` is where to go on, past what was filtered out; `head` is the newest."""

    events: list[Event]
    next: int
    head: int
    log: UUID


class EventLog:
    """Reads the log of one service."""

    def __init__(self, pool: Pool, *, source: str) -> None:
        self._pool = pool
        self._source = source

    async def read(
        self,
        after: int,
        *,
        topics: Sequence[str],
        types: Sequence[str] | None = None,
        places: Collection[UUID] | None = None,
        limit: int = 100,
        log: UUID | None = None,
    ) -> Page:
        """The events after a position on these topics (of these types, in these places or of the whole country).

        Raises LogReplaced when the position is ahead of the log or belongs to another, PositionGone when it is
        older than what is kept.
        """
        async with self._pool.acquire() as connection:
            head = await connection.fetchrow(_HEAD)
            position, identity = (head["position"], head["log"]) if head else (0, UUID(int=0))
            if after > position or (log is not None and log != identity):
                raise LogReplaced
            if after == position:
                return Page([], after, position, identity)
            await self._check_kept(connection, after)
            upto = min(position, after + _STRIDE)
            rows = await connection.fetch(_READ, after, upto, topics, types, limit, places)
        return Page(
            events=[self._event(row) for row in rows],
            next=rows[-1]["position"] if len(rows) == limit else upto,
            head=position,
            log=identity,
        )

    async def _check_kept(self, connection: Connection, after: int) -> None:
        oldest = await connection.fetchval(_OLDEST)
        if oldest is not None and after + 1 < oldest:
            raise PositionGone(oldest)

    def _event(self, row: asyncpg.Record) -> Event:
        return Event(
            position=row["position"],
            event_id=row["event_id"],
            topic=row["topic"],
            key=row["key"],
            version=row["version"],
            type=row["type"],
            subject=row["subject"],
            source=self._source,
            dataschema=row["dataschema"],
            traceparent=row["traceparent"],
            time=row["created_at"],
            payload=row["payload"],
            places=None if row["places"] is None else frozenset(row["places"]),
        )

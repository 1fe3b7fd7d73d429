"""Keeps the compacted topics: the latest state of each key, never an older one last, nothing of who is forgotten.

It follows the log under a cursor of its own, so that events do not wait for states. Of a batch each key is read once,
as it is by then: a state is at or after its last event. The fixed `transactional_id` is used for fencing only: who
wakes with an old state in hand can no longer write it.
"""

from collections.abc import AsyncIterator, Iterable
from contextlib import aclosing
from typing import Any, ClassVar
from uuid import UUID

from chassis.events.bells import Bells
from chassis.events.checkpoint import Checkpoint, passing
from chassis.events.kafka.brokers import Brokers
from chassis.events.kafka.filling import Filling
from chassis.events.kafka.following import BATCH, Follower, Turn, started_while_beating, while_beating
from chassis.events.kafka.state_records import states_topic
from chassis.events.kafka.state_writer import AT_ONCE, StateWriter
from chassis.events.kafka.tails import keys_on
from chassis.events.ownership import BEAT_SECONDS
from chassis.events.registry import Registry
from chassis.events.snapshots import Snapshot, Snapshots
from chassis.telemetry import get_logger

log = get_logger()

STATES_CURSOR = "kafka-states"

_READ = "select position, topic, key from event_log where position > $1 order by position limit $2"


class StatePublisher(Follower):
    """Publishes the states of one service's aggregates."""

    cursor: ClassVar[str] = STATES_CURSOR
    lock: ClassVar[int] = 7_246_405

    def __init__(
        self,
        url: str,
        bells: Bells,
        brokers: Brokers,
        *,
        service: str,
        declared: Iterable[Snapshot],
        registry: Registry,
        checkpoint: Checkpoint = passing,
    ) -> None:
        super().__init__(url, bells, brokers, service=service, checkpoint=checkpoint)
        self._declared = list(declared)
        self._topics = {each.topic for each in self._declared}
        self._registry = registry

    async def _follow(self, connection: Any, turn: Turn) -> None:
        producer = self._brokers.fenced_producer(f"bilim.{self._service}.snapshot")
        states = Snapshots(connection, self._declared, service=self._service, registry=self._registry)
        filling = Filling(connection, states, cursor=self.cursor)
        async with started_while_beating(connection, producer):
            writer = StateWriter(
                connection,
                producer,
                states,
                source=f"urn:bilim:{self._service}",
                registry=self._registry,
                checkpoint=self._at,
            )
            await writer.fence()
            await self._begin(connection, turn, writer, filling)
            while True:
                await self._next(connection, turn, writer, filling)

    async def _begin(self, connection: Any, turn: Turn, writer: StateWriter, filling: Filling) -> None:
        """Looks whether the topics belong to this log; where they do not, all states are sent anew."""
        head = await filling.head_of_another_log(turn.position)
        if head is None:
            return
        log.info("states_are_sent_anew", service=self._service, position=head.position)
        # What lies there from another life of the database and is no more gets its tombstone.
        lying = {states_topic(topic): topic for topic in self._topics}
        async with aclosing(keys_on(self._brokers, lying)) as found:
            # A broker may take its time, and the owner must be heard of meanwhile.
            while (some := await while_beating(connection, _next_of(found))) is not None:
                topic, keys = some
                await writer.write({lying[topic]: keys})
        await filling.begin_anew(head, epoch=turn.epoch)
        turn.position = head.position

    async def _next(self, connection: Any, turn: Turn, writer: StateWriter, filling: Filling) -> None:
        """What has changed, and beside it a page of what was there before; waits when there is neither."""
        rings = self._bells.event_log.rings
        rows = await connection.fetch(_READ, turn.position, BATCH)
        page = await filling.next_page(limit=AT_ONCE)
        if not rows and page is None:
            await self._bells.event_log.wait(since=rings, seconds=BEAT_SECONDS)
            return
        await self._at("states-selected")
        await writer.write(self._changed((row["topic"], row["key"]) for row in rows))
        if page is not None:
            await writer.write({page.snapshot.topic: page.keys})
            await filling.done(page)
        await self._at("states-acknowledged")
        if rows:
            await self._advance(connection, turn, to=rows[-1]["position"])
        await self._at("states-advanced")

    def _changed(self, told: Iterable[tuple[str, str]]) -> dict[str, list[UUID]]:
        """Each key once, by its topic."""
        found: dict[str, list[UUID]] = {}
        for topic, key in dict.fromkeys(told):
            if topic in self._topics:
                found.setdefault(topic, []).append(UUID(key))
        return found


async def _next_of(found: AsyncIterator[tuple[str, set[UUID]]]) -> tuple[str, set[UUID]] | None:
    return await anext(found, None)

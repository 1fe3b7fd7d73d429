"""Hears another service by Kafka; what was not applied is heard again."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Sequence, Set
from contextlib import AbstractAsyncContextManager
from enum import Enum, auto
from typing import Any
from uuid import UUID

from aiokafka import TopicPartition
from aiokafka.errors import KafkaError

from chassis.events.bus import FeedUnavailable, Heard
from chassis.events.cloudevents import Event, NotACloudEvent, from_kafka
from chassis.events.kafka.brokers import Brokers
from chassis.events.kafka.topics import partitions_of
from chassis.events.log import PositionGone
from chassis.events.registry import Registry
from chassis.telemetry import get_logger

log = get_logger()

_WAIT_MS = 5_000
_LIMIT = 500

Office = Callable[[str], AbstractAsyncContextManager[asyncio.Task[None] | None]]
"""Waits until nobody else reads under this name; what it gives ends when that is no longer sure."""


class Missed(Enum):
    """What a group has not read and cannot read any more."""

    NOTHING = auto()
    SOME = auto()
    """It was away for longer than events are kept."""
    ALL = auto()
    """It is new."""


@contextlib.asynccontextmanager
async def _nobody_else(_name: str) -> AsyncIterator[None]:
    """For who knows to be alone."""
    yield


class KafkaBus:
    """The topics of one owner, all partitions of them, read by one process at a time.

    Who reads holds an office in the reader's own database, as sequencer and publisher do: when it is killed the next
    one begins within a second or two, where a group of Kafka's would wait for its sessions to end and then divide the
    partitions anew. Two readers for a moment do no harm: the inbox knows what was applied.

    Offsets are kept under the group's name and committed after the batch was applied; the position in the owner's log
    is not moved, so that a change back to the feed re-reads. A group that is new, or was away for longer than events
    are kept, is told so where there are states from which it can begin again.
    """

    def __init__(
        self,
        brokers: Brokers,
        *,
        group: str,
        registry: Registry,
        office: Office = _nobody_else,
        has_states: bool = False,
    ) -> None:
        self._brokers = brokers
        self._group = group
        self._registry = registry
        self._office = office
        self._has_states = has_states
        self._missed = Missed.NOTHING
        self._held = contextlib.AsyncExitStack()
        self._holds: asyncio.Task[None] | None = None
        self._consumer: Any = None
        self._unapplied: dict[Any, int] = {}

    async def read(self, after: int, *, types: Sequence[str], log: UUID | None) -> Heard:
        """See Bus.read. Raises FeedUnavailable, or PositionGone."""
        try:
            consumer = await self._reading(types)
            if self._missed is not Missed.NOTHING:
                raise PositionGone(oldest=1, is_new=self._missed is Missed.ALL, begun_again=self._begun_again)
            self._rewind(consumer)
            records = await consumer.getmany(timeout_ms=_WAIT_MS, max_records=_LIMIT)
        except FeedUnavailable:
            await self.close()
            raise
        except KafkaError as error:
            await self.close()
            raise FeedUnavailable(f"Kafka: {type(error).__name__}") from error
        self._unapplied = {partition: of[0].offset for partition, of in records.items() if of}
        heard = [event for of in records.values() for each in of if (event := _read(each))]
        return Heard(
            [event for event in heard if event.type in types],
            after,
            log,
            applied=self._commit,
            behind=await self._behind(consumer),
        )

    async def close(self) -> None:
        """Gives the office up."""
        consumer, self._consumer, self._unapplied = self._consumer, None, {}
        if consumer is not None:
            await consumer.stop()
        await self._held.aclose()

    async def _reading(self, types: Sequence[str]) -> Any:
        if self._holds is not None and self._holds.done():
            await self.close()
            self._holds = None
        if self._consumer is None:
            self._holds = await self._held.enter_async_context(self._office(self._group))
            partitions = await self._partitions({self._registry.named(name).topic for name in types})
            self._consumer = self._brokers.consumer(self._group)
            self._consumer.assign(partitions)
            await self._consumer.start()
            self._missed = await _missed(self._consumer, partitions) if self._has_states else Missed.NOTHING
        return self._consumer

    async def _begun_again(self) -> None:
        """From now on the group has a place: what is kept is read, and the inbox and the states know what is known."""
        self._missed = Missed.NOTHING
        try:
            await self._consumer.seek_to_beginning()
            await self._consumer.commit(
                {each: await self._consumer.position(each) for each in self._consumer.assignment()}
            )
        except KafkaError as error:
            await self.close()
            raise FeedUnavailable(f"Kafka: {type(error).__name__}") from error

    async def _partitions(self, topics: Set[str]) -> list[TopicPartition]:
        numbers = await partitions_of(self._brokers)
        if missing := topics - numbers.keys():
            raise FeedUnavailable(f"Kafka: {', '.join(sorted(missing))} is not there yet")
        return [TopicPartition(topic, number) for topic in sorted(topics) for number in range(numbers[topic])]

    async def _behind(self, consumer: Any) -> int:
        """Records between this member's place and the ends of its partitions, as the brokers last told them."""
        ends = {each: consumer.highwater(each) for each in consumer.assignment()}
        return sum([end - await consumer.position(each) for each, end in ends.items() if end is not None])

    def _rewind(self, consumer: Any) -> None:
        """Goes back to the start of a batch that was not applied, where it is still ours."""
        for partition in self._unapplied.keys() & consumer.assignment():
            consumer.seek(partition, self._unapplied[partition])

    async def _commit(self) -> None:
        if not self._unapplied:
            return
        self._unapplied = {}
        try:
            await self._consumer.commit()
        except KafkaError as error:
            # The next reader hears the batch again, and the inbox knows it.
            await self.close()
            raise FeedUnavailable(f"Kafka: {type(error).__name__}") from error


def _read(record: Any) -> Event | None:
    """The event of a record; what is none has no key to wait behind, and must not keep all others waiting."""
    try:
        return from_kafka(record.topic, record.headers, record.value or b"")
    except (NotACloudEvent, ValueError) as error:
        log.error(
            "record_is_no_event",
            topic=record.topic,
            partition=record.partition,
            offset=record.offset,
            error=type(error).__name__,
        )
        return None


async def _missed(consumer: Any, partitions: list[TopicPartition]) -> Missed:
    firsts = await consumer.beginning_offsets(partitions)
    places = {each: await consumer.committed(each) for each in partitions}
    if all(place is None for place in places.values()):
        return Missed.ALL
    is_gone = any((place or 0) < firsts[each] for each, place in places.items())
    return Missed.SOME if is_gone else Missed.NOTHING

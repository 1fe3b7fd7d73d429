"""Hears another service by Kafka; what was not applied is heard again."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from aiokafka.errors import KafkaError

from chassis.events.bus import FeedUnavailable, Heard
from chassis.events.cloudevents import from_kafka
from chassis.events.kafka.brokers import Brokers
from chassis.events.registry import Registry

_WAIT_MS = 5_000
_LIMIT = 500


class KafkaBus:
    """A group's place in the topics of one owner.

    Offsets are the group's own and are committed after the batch was applied; the position in the owner's log is
    not moved, so that a change back to the feed re-reads, and the inbox knows what it had.
    """

    def __init__(self, brokers: Brokers, *, group: str, registry: Registry) -> None:
        self._brokers = brokers
        self._group = group
        self._registry = registry
        self._consumer: Any = None
        self._unapplied: dict[Any, int] = {}

    async def read(self, after: int, *, types: Sequence[str], log: UUID | None) -> Heard:
        """See Bus.read. Raises FeedUnavailable."""
        try:
            consumer = await self._joined(types)
            self._rewind(consumer)
            records = await consumer.getmany(timeout_ms=_WAIT_MS, max_records=_LIMIT)
        except KafkaError as error:
            await self.close()
            raise FeedUnavailable(f"Kafka: {type(error).__name__}") from error
        self._unapplied = {partition: of[0].offset for partition, of in records.items() if of}
        heard = [from_kafka(each.topic, each.headers, each.value) for of in records.values() for each in of]
        return Heard(
            [event for event in heard if event.type in types],
            after,
            log,
            applied=self._commit,
            behind=await self._behind(consumer),
        )

    async def close(self) -> None:
        """Leaves the group."""
        consumer, self._consumer, self._unapplied = self._consumer, None, {}
        if consumer is not None:
            await consumer.stop()

    async def _joined(self, types: Sequence[str]) -> Any:
        if self._consumer is None:
            self._consumer = self._brokers.consumer(self._group)
            self._consumer.subscribe(sorted({self._registry.named(name).topic for name in types}))
            await self._consumer.start()
        return self._consumer

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
            # The group has moved on: its next owner hears the batch again, and the inbox knows it.
            await self.close()
            raise FeedUnavailable(f"Kafka: {type(error).__name__}") from error

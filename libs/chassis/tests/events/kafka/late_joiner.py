"""What docs/integrate/snapshots.md asks of a reader on Kafka: states first, and then events that are newer."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field

from aiokafka import AIOKafkaConsumer, TopicPartition
from aiokafka.admin import RecordsToDelete
from google.protobuf.api_pb2 import Method

from chassis.events.cloudevents import from_kafka
from chassis.events.event import Event
from chassis.events.kafka import Brokers
from chassis.events.kafka.state_records import states_topic
from chassis.testing.heaping import ADDED, HEAPED, Heaps
from contracts.events.v1 import State

PARTITIONS = range(3)
Ends = dict[TopicPartition, int]


@dataclass(slots=True)
class LateJoiner:
    """A copy of the heaps, and up to which version of each key it holds."""

    brokers: Brokers
    heaps: Heaps
    stones: dict[str, int] = field(default_factory=dict)
    versions: dict[str, int] = field(default_factory=dict)
    records: list[Event] = field(default_factory=list)
    places: Ends = field(default_factory=dict)

    async def read_states(self) -> None:
        """To where the topic of states ends now."""
        async with self._consumer(states_topic(self.heaps.topic)) as consumer:
            ends = await consumer.end_offsets(list(consumer.assignment()))
            async for event in _until(consumer, ends):
                self.records.append(event)
                self._take_state(event)

    async def follow(self, *, until: Ends) -> None:
        """On from its place, or from the oldest event that is kept."""
        async with self._consumer(self.heaps.topic) as consumer:
            for part, offset in self.places.items():
                consumer.seek(part, offset)
            async for event in _until(consumer, until):
                if event.version > self.versions.get(event.key, 0):
                    self._take(event)
        self.places = until

    async def ends(self) -> Ends:
        """Where the topic of events ends now."""
        async with self._consumer(self.heaps.topic) as consumer:
            found: Ends = await consumer.end_offsets(list(consumer.assignment()))
            return found

    def to_delete(self, ends: Ends) -> dict[TopicPartition, RecordsToDelete]:
        """All records before these places."""
        return {part: RecordsToDelete(before_offset=end) for part, end in ends.items()}

    def _take_state(self, event: Event) -> None:
        self.versions[event.key] = event.version
        self.stones.pop(event.key, None)
        for told in State.FromString(event.payload).events:
            assert told.type == HEAPED
            self.stones[event.key] = int(Method.FromString(told.data).request_type_url)

    def _take(self, event: Event) -> None:
        self.versions[event.key] = event.version
        if event.type == ADDED:
            self.stones[event.key] = self.stones.get(event.key, 0) + 1
        else:
            self.stones.pop(event.key, None)

    def _consumer(self, topic: str) -> "_Reading":
        return _Reading(self.brokers, topic)


class _Reading:
    """A consumer of all partitions of a topic, from their beginning."""

    def __init__(self, brokers: Brokers, topic: str) -> None:
        self._consumer = AIOKafkaConsumer(
            bootstrap_servers=brokers.bootstrap, isolation_level="read_committed", enable_auto_commit=False
        )
        self._partitions = [TopicPartition(topic, number) for number in PARTITIONS]

    async def __aenter__(self) -> AIOKafkaConsumer:
        await self._consumer.start()
        self._consumer.assign(self._partitions)
        await self._consumer.seek_to_beginning(*self._partitions)
        return self._consumer

    async def __aexit__(self, *_: object) -> None:
        await self._consumer.stop()


async def _until(consumer: AIOKafkaConsumer, ends: Ends) -> AsyncIterator[Event]:
    while behind := [part for part, end in ends.items() if await consumer.position(part) < end]:
        for of in (await consumer.getmany(*behind, timeout_ms=200)).values():
            for record in of:
                yield from_kafka(record.topic, record.headers, record.value or b"")


async def states_on(brokers: Brokers, heaps: Heaps) -> LateJoiner:
    """What the topic of states tells."""
    joiner = LateJoiner(brokers, heaps)
    await joiner.read_states()
    return joiner

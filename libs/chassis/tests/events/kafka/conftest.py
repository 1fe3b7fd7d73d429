"""A real broker, and a service's database whose log has something to publish."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from uuid import uuid4

import asyncpg
import pytest
import pytest_asyncio
from aiokafka import AIOKafkaConsumer, TopicPartition

from chassis.database.pool import open_connection
from chassis.events.kafka import Brokers, ensure_topics
from chassis.testing.databases import Database, with_database
from chassis.testing.postgres import NewDatabase
from full.kafka import Cluster
from full.testing import WithIntegrators, cluster_with_integrators


@dataclass(frozen=True, slots=True)
class Channel:
    """A topic as the contracts declare one."""

    topic: str
    partitions: int = 3
    retention_days: int = 7
    states: str | None = None


@pytest.fixture(scope="session")
def with_integrators(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WithIntegrators]:
    """One real broker for the session, with a door for integrators."""
    with cluster_with_integrators(tmp_path_factory.mktemp("kafka")) as running:
        yield running


@pytest.fixture(scope="session")
def kafka(with_integrators: WithIntegrators) -> Cluster:
    return with_integrators.cluster


@pytest.fixture
def brokers(kafka: Cluster) -> Brokers:
    return Brokers(kafka.bootstrap, client_id="test")


@pytest_asyncio.fixture
async def topic(brokers: Brokers) -> str:
    """A topic of the test's own, with three partitions."""
    name = f"bilim.test.{uuid4().hex[:8]}.v1"
    await ensure_topics(brokers, [Channel(name)], replicas=1)
    return name


@pytest_asyncio.fixture
async def database(new_database: NewDatabase) -> Database:
    return await new_database("inventory")


class Log:
    """Writes events straight into the log, as the sequencer would."""

    def __init__(self, connection: asyncpg.Connection, topic: str) -> None:
        self.connection = connection
        self.topic = topic
        self._versions: dict[str, int] = {}
        self.position = 0

    async def add(self, key: str, payload: bytes, *, topic: str | None = None) -> None:
        self.position += 1
        self._versions[key] = self._versions.get(key, 0) + 1
        await self.connection.execute(
            "insert into event_log (position, event_id, topic, key, version, type, subject, dataschema, payload, "
            "created_at) values ($1, $2, $3, $4, $5, 'bilim.test.Happened.v1', $4, 'https://x/y', $6, now())",
            self.position,
            uuid4(),
            topic or self.topic,
            key,
            self._versions[key],
            payload,
        )

    async def cursor(self) -> int:
        position: int | None = await self.connection.fetchval(
            "select position from delivery_cursor where name = 'kafka'"
        )
        return position or 0

    async def end_sessions_of_publishers(self) -> None:
        """What PostgreSQL does to an owner that is silent for five seconds."""
        await self.connection.execute(
            "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'test publisher' "
            "and datname = current_database()"
        )

    async def published(self) -> None:
        """Wait until the cursor is at the end of the log."""
        async with asyncio.timeout(20):
            while await self.cursor() < self.position:  # noqa: ASYNC110 - another task moves it in the database
                await asyncio.sleep(0.02)


@pytest_asyncio.fixture
async def log(database: Database, postgres_url: str, topic: str) -> AsyncIterator[Log]:
    connection = await open_connection(with_database(postgres_url, database.name), application="test")
    try:
        yield Log(connection, topic)
    finally:
        await connection.close()


async def read_raw(brokers: Brokers, topic: str) -> list[tuple[bytes, bytes | None]]:
    """Key and value of every record of a topic, partition by partition, as it lies there."""
    consumer = AIOKafkaConsumer(bootstrap_servers=brokers.bootstrap, isolation_level="read_committed")
    await consumer.start()
    try:
        partitions = [TopicPartition(topic, number) for number in range(3)]
        consumer.assign(partitions)
        await consumer.seek_to_beginning(*partitions)
        ends = await consumer.end_offsets(partitions)
        return [record for part in partitions for record in await _read_to(consumer, part, ends[part])]
    finally:
        await consumer.stop()


async def _read_to(
    consumer: AIOKafkaConsumer, partition: TopicPartition, end: int
) -> list[tuple[bytes, bytes | None]]:
    found: list[tuple[bytes, bytes | None]] = []
    while await consumer.position(partition) < end:
        records = await consumer.getmany(partition, timeout_ms=200)
        found += [(each.key, each.value) for each in records.get(partition, [])]
    return found

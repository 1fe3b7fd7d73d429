"""What lies on the topic, record by record, before any reader has sorted out what came twice."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

from aiokafka import AIOKafkaConsumer, TopicPartition
from google.protobuf.wrappers_pb2 import Int64Value
from oracle import Raw
from setting import PARTITIONS, STATES, TOPIC, TOPICS

from chassis.events.kafka import Brokers, ensure_topics
from contracts.events.v1 import State


async def make_topics(bootstrap: str, *, replicas: int) -> None:
    """The topics of the test, with nothing in them."""
    admin = Brokers(bootstrap, client_id="faults").admin()
    await admin.start()
    try:
        ours = {TOPIC, STATES}
        if present := ours & set(await admin.list_topics()):
            await admin.delete_topics(sorted(present))
            while ours & set(await admin.list_topics()):  # noqa: ASYNC110 - brokers tell one another
                await asyncio.sleep(0.1)
    finally:
        await admin.close()
    await ensure_topics(Brokers(bootstrap, client_id="faults"), TOPICS, replicas=replicas)


async def raw_topic(bootstrap: str) -> Raw:
    """The number of every record by key, in the order in which they lie there."""
    numbers: Raw = {}
    async for key, record in _records(bootstrap, TOPIC):
        numbers.setdefault(key, []).append(int(dict(record.headers)["ce_aggregateversion"]))
    return numbers


async def last_states(bootstrap: str) -> set[tuple[str, int]]:
    """What compaction leaves of the topic of states: what the last record of each key says."""
    last = {key: record.value async for key, record in _records(bootstrap, STATES)}
    return {(key, _number(value)) for key, value in last.items() if value is not None}


def _number(value: bytes) -> int:
    (told,) = State.FromString(value).events
    return int(Int64Value.FromString(told.data).value)


async def _records(bootstrap: str, topic: str) -> AsyncIterator[tuple[str, Any]]:
    """Key and record, partition by partition."""
    consumer = AIOKafkaConsumer(bootstrap_servers=bootstrap, isolation_level="read_committed")
    await consumer.start()
    try:
        for partition in [TopicPartition(topic, number) for number in range(PARTITIONS)]:
            consumer.assign([partition])
            await consumer.seek_to_beginning(partition)
            end = (await consumer.end_offsets([partition]))[partition]
            while await consumer.position(partition) < end:
                for record in (await consumer.getmany(partition, timeout_ms=200)).get(partition, []):
                    yield record.key.decode(), record
    finally:
        await consumer.stop()

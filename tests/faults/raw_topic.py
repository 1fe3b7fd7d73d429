"""What lies on the topic, record by record, before any reader has sorted out what came twice."""

import asyncio

from aiokafka import AIOKafkaConsumer, TopicPartition
from oracle import Raw
from setting import PARTITIONS, TOPIC, Channel

from chassis.events.kafka import Brokers, ensure_topics


async def make_topic(bootstrap: str, *, replicas: int) -> None:
    """The one topic of the test, with nothing in it."""
    admin = Brokers(bootstrap, client_id="faults").admin()
    await admin.start()
    try:
        if TOPIC in await admin.list_topics():
            await admin.delete_topics([TOPIC])
            while TOPIC in await admin.list_topics():  # noqa: ASYNC110 - brokers tell one another
                await asyncio.sleep(0.1)
    finally:
        await admin.close()
    await ensure_topics(Brokers(bootstrap, client_id="faults"), [Channel()], replicas=replicas)


async def raw_topic(bootstrap: str) -> Raw:
    """The number of every record by key, in the order in which they lie there."""
    consumer = AIOKafkaConsumer(bootstrap_servers=bootstrap)
    await consumer.start()
    try:
        numbers: Raw = {}
        for partition in [TopicPartition(TOPIC, number) for number in range(PARTITIONS)]:
            await _read(consumer, partition, numbers)
        return numbers
    finally:
        await consumer.stop()


async def _read(consumer: AIOKafkaConsumer, partition: TopicPartition, numbers: Raw) -> None:
    consumer.assign([partition])
    await consumer.seek_to_beginning(partition)
    end = (await consumer.end_offsets([partition]))[partition]
    while await consumer.position(partition) < end:
        for record in (await consumer.getmany(partition, timeout_ms=200)).get(partition, []):
            version = int(dict(record.headers)["ce_aggregateversion"])
            numbers.setdefault(record.key.decode(), []).append(version)

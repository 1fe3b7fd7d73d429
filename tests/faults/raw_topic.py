"""What lies on the topic, record by record, before any reader has sorted out what came twice."""

import asyncio

from aiokafka import AIOKafkaConsumer, TopicPartition
from oracle import Raw
from setting import PARTITIONS, STATES, TOPIC, TOPICS

from chassis.events.kafka import Brokers, ensure_topics


async def make_topics(bootstrap: str, *, replicas: int) -> None:
    """The topics of the test, with nothing in them."""
    admin = Brokers(bootstrap, client_id="faults").admin()
    await admin.start()
    try:
        ours = {channel.topic for channel in TOPICS}
        if present := ours & set(await admin.list_topics()):
            await admin.delete_topics(sorted(present))
            while ours & set(await admin.list_topics()):  # noqa: ASYNC110 - brokers tell one another
                await asyncio.sleep(0.1)
    finally:
        await admin.close()
    await ensure_topics(Brokers(bootstrap, client_id="faults"), TOPICS, replicas=replicas)


async def raw_topic(bootstrap: str) -> Raw:
    """The number of every record by key, in the order in which they lie there."""
    return await _numbers(bootstrap, TOPIC)


async def last_states(bootstrap: str) -> set[tuple[str, int]]:
    """What compaction leaves of the topic of states: the last number of each key."""
    return {(key, numbers[-1]) for key, numbers in (await _numbers(bootstrap, STATES)).items()}


async def _numbers(bootstrap: str, topic: str) -> Raw:
    consumer = AIOKafkaConsumer(bootstrap_servers=bootstrap, isolation_level="read_committed")
    await consumer.start()
    try:
        numbers: Raw = {}
        for partition in [TopicPartition(topic, number) for number in range(PARTITIONS)]:
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

"""Topics are made from the contracts, once."""

from uuid import uuid4

import pytest
from aiokafka.partitioner import murmur2

from chassis.events.kafka import Brokers, TopicDiffers, ensure_topics
from chassis.events.kafka.sending import partition_of

from .conftest import Channel


@pytest.fixture
def channel() -> Channel:
    return Channel(f"bilim.test.{uuid4().hex[:8]}.v1")


@pytest.mark.kafka
async def test_making_topics_again_changes_nothing(brokers: Brokers, channel: Channel) -> None:
    first = await ensure_topics(brokers, [channel], replicas=1)
    second = await ensure_topics(brokers, [channel], replicas=1)

    assert first == [channel.topic]
    assert second == []


@pytest.mark.kafka
async def test_another_number_of_partitions_is_refused(brokers: Brokers, channel: Channel) -> None:
    await ensure_topics(brokers, [channel], replicas=1)

    with pytest.raises(TopicDiffers, match="has 3 partitions and its contract says 4"):
        await ensure_topics(brokers, [Channel(channel.topic, partitions=4)], replicas=1)


@pytest.mark.parametrize(
    ("key", "hash_in_java"),
    [
        ("21", -973932308),
        ("foobar", -790332482),
        ("a-little-bit-long-string", -985981536),
        ("a-little-bit-longer-string", -1486304829),
        ("lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8", -58897971),
        ("abc", 479470107),
    ],
)
def test_a_key_reaches_the_partition_that_javas_client_would_choose(key: str, hash_in_java: int) -> None:
    assert murmur2(key.encode()) & 0xFFFFFFFF == hash_in_java & 0xFFFFFFFF
    assert partition_of(key, 12) == (hash_in_java & 0x7FFFFFFF) % 12

"""Topics are made from the contracts, once."""

from dataclasses import replace
from uuid import uuid4

import pytest
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType
from aiokafka.partitioner import murmur2

from chassis.events.kafka import Brokers, Changes, TopicDiffers, ensure_topics
from chassis.events.kafka.sending import partition_of
from chassis.events.kafka.topics import partitions_of
from chassis.events.kafka.topics_command import topics_command

from .conftest import Channel


@pytest.fixture
def channel() -> Channel:
    return Channel(f"bilim.test.{uuid4().hex[:8]}.v1")


@pytest.mark.kafka
async def test_making_topics_again_changes_nothing(brokers: Brokers, channel: Channel) -> None:
    first = await ensure_topics(brokers, [channel], replicas=1)
    second = await ensure_topics(brokers, [channel], replicas=1)

    assert [each.name for each in first.created] == [channel.topic]
    assert second == Changes()


@pytest.mark.kafka
async def test_a_topic_of_states_is_compacted_and_one_of_events_is_kept_for_days(
    brokers: Brokers, channel: Channel
) -> None:
    with_states = replace(channel, states=channel.topic.replace(".v1", ".snapshot.v1"))

    made = await ensure_topics(brokers, [with_states], replicas=1)

    states, events = made.created
    assert events.settings["retention.ms"] == str(7 * 24 * 3_600_000)
    assert states.settings["cleanup.policy"] == "compact"
    assert await ensure_topics(brokers, [with_states], replicas=1) == Changes()


@pytest.mark.kafka
async def test_a_setting_that_differs_is_set_and_what_an_operator_set_beside_it_stays(
    brokers: Brokers, channel: Channel
) -> None:
    await ensure_topics(brokers, [channel], replicas=1)
    admin = brokers.admin()
    await admin.start()
    wrong = {"retention.ms": "1000", "segment.bytes": "1048576", "cleanup.policy": "delete"}
    await admin.alter_configs([ConfigResource(ConfigResourceType.TOPIC, channel.topic, wrong)])

    tried = await ensure_topics(brokers, [channel], replicas=1, dry_run=True)
    done = await ensure_topics(brokers, [channel], replicas=1)
    again = await ensure_topics(brokers, [channel], replicas=1)

    assert tried.changed == done.changed
    assert done.changed[channel.topic]["retention.ms"] == ("1000", "604800000")
    assert again == Changes()
    (answer,) = await admin.describe_configs([ConfigResource(ConfigResourceType.TOPIC, channel.topic)])
    entries = answer.resources[0][4]
    assert ("segment.bytes", "1048576") in {(name, value) for name, value, *_ in entries}
    await admin.close()


@pytest.mark.kafka
async def test_a_dry_run_makes_nothing_and_says_what_it_would_make(
    brokers: Brokers, channel: Channel
) -> None:
    said, code = await topics_command(brokers, [channel], replicas=1, dry_run=True)

    assert code == 0
    assert said.startswith(f"{channel.topic}: would be made, 3 partitions, 1 copies, cleanup.policy=delete")
    assert channel.topic not in await partitions_of(brokers)


@pytest.mark.kafka
async def test_more_copies_than_there_are_brokers_are_refused_in_words(
    brokers: Brokers, channel: Channel
) -> None:
    said, code = await topics_command(brokers, [channel], replicas=3, dry_run=False)

    assert code == 1
    assert "InvalidReplicationFactor" in said


@pytest.mark.kafka
async def test_another_number_of_partitions_is_refused(brokers: Brokers, channel: Channel) -> None:
    await ensure_topics(brokers, [channel], replicas=1)

    other = Channel(f"{channel.topic[:-3]}-b.v1")
    with pytest.raises(TopicDiffers, match="has 3 partitions and its contract says 4"):
        await ensure_topics(brokers, [other, Channel(channel.topic, partitions=4)], replicas=1)
    assert other.topic not in await partitions_of(brokers)


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

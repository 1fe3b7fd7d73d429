"""`topics`: makes a service's topics and keeps their settings, or says what it would do."""

from collections.abc import Iterable

from aiokafka.errors import KafkaError

from chassis.events.channels import Topic
from chassis.events.kafka.brokers import Brokers
from chassis.events.kafka.topics import TopicDiffers, ensure_topics, told

IN_PRODUCTION = 3
"""Copies of every event; two must be in step for an event to count as written."""


async def topics_command(
    brokers: Brokers, topics: Iterable[Topic], *, replicas: int, dry_run: bool
) -> tuple[str, int]:
    """What a person at a terminal reads, and the exit code: 1 where a topic cannot be made what it is to be."""
    try:
        changes = await ensure_topics(brokers, topics, replicas=replicas, dry_run=dry_run)
    except TopicDiffers as refusal:
        return f"{refusal}\n", 1
    except KafkaError as error:
        return f"Kafka at {brokers.bootstrap} refuses: {type(error).__name__} {error}\n", 1
    return "".join(f"{line}\n" for line in told(changes, dry_run=dry_run)), 0

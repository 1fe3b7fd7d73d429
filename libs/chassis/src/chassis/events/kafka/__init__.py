"""Kafka beside the feed: topics, the publishers that follow the event log, and the bus that consumers read."""

from chassis.events.channels import Topic
from chassis.events.kafka.brokers import Brokers
from chassis.events.kafka.bus import KafkaBus
from chassis.events.kafka.publisher import KAFKA_CURSOR, Publisher
from chassis.events.kafka.state_publisher import STATES_CURSOR, StatePublisher
from chassis.events.kafka.topics import Changes, TopicDiffers, ensure_topics

__all__ = [
    "KAFKA_CURSOR",
    "STATES_CURSOR",
    "Brokers",
    "Changes",
    "KafkaBus",
    "Publisher",
    "StatePublisher",
    "Topic",
    "TopicDiffers",
    "ensure_topics",
]

"""Kafka beside the feed: topics, the publisher that follows the event log, and the bus that consumers read."""

from chassis.events.kafka.brokers import Brokers
from chassis.events.kafka.bus import KafkaBus
from chassis.events.kafka.publisher import KAFKA_CURSOR, Publisher
from chassis.events.kafka.topics import Topic, TopicDiffers, ensure_topics

__all__ = ["KAFKA_CURSOR", "Brokers", "KafkaBus", "Publisher", "Topic", "TopicDiffers", "ensure_topics"]

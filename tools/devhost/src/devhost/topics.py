"""Makes the topics of all services on Kafka; doing it again changes nothing. Run as a program of its own."""

import asyncio
import sys

from chassis.events.kafka import Brokers, TopicDiffers, ensure_topics
from chassis.settings import platform_settings
from contracts.catalogue import everything


async def make_topics() -> None:
    """One copy of each: the development host's Kafka is one node."""
    bootstrap = platform_settings().kafka
    if bootstrap is None:
        sys.exit("Set BILIM_KAFKA: there is no Kafka to make topics on.")
    channels = [each.channel for each in everything()]
    await ensure_topics(Brokers(bootstrap, client_id="topics"), channels, replicas=1)


if __name__ == "__main__":
    try:
        asyncio.run(make_topics())
    except TopicDiffers as refusal:
        sys.exit(str(refusal))

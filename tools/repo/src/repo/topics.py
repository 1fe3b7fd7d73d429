"""Makes the topics of all events on a Kafka; doing it again changes nothing."""

import argparse
import asyncio
import sys

from chassis.events.kafka import Brokers, ensure_topics
from contracts.catalogue import everything


def main() -> None:
    """Make what is missing and say what was made."""
    parser = argparse.ArgumentParser(prog="python -m repo.topics", description=__doc__)
    parser.add_argument("bootstrap", help="where Kafka is, for example localhost:9092")
    parser.add_argument("--replicas", type=int, default=1, help="copies of every event; 3 in production")
    chosen = parser.parse_args()
    brokers = Brokers(chosen.bootstrap, client_id="bilim-topics")
    channels = {event.topic: event.channel for event in everything()}.values()
    made = asyncio.run(ensure_topics(brokers, channels, replicas=chosen.replicas))
    sys.stdout.write(f"{len(made)} topics made, {len(channels) - len(made)} there already\n")


if __name__ == "__main__":
    main()

"""`python -m benchmarks.events.topic BOOTSTRAP` makes the benchmark's topic."""

import asyncio
import sys

from benchmarks.events.stage import Channel

from chassis.events.kafka import Brokers, ensure_topics

if __name__ == "__main__":
    asyncio.run(ensure_topics(Brokers(sys.argv[1], client_id="bench"), [Channel()], replicas=1))

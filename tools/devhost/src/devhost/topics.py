"""Makes the topics of all services on Kafka; doing it again changes nothing. Run as a program of its own."""

import argparse
import asyncio
import sys

from chassis.events.kafka.login import brokers_of
from chassis.events.kafka.topics_command import topics_command
from chassis.settings import SettingsRefused, platform_settings
from contracts.catalogue import channels


def main() -> int:
    """One copy of each unless more are asked for: the development host's Kafka is one node."""
    parser = argparse.ArgumentParser(prog="python -m devhost.topics", description=__doc__)
    parser.add_argument("--replicas", type=int, default=1, help="copies of every event; 3 in production")
    parser.add_argument("--quiet", action="store_true", help="say only what cannot be done")
    parser.add_argument("--dry-run", action="store_true", help="say what would change, and change nothing")
    chosen = parser.parse_args()
    try:
        brokers = brokers_of(platform_settings(), service="inventory")
    except SettingsRefused as refusal:
        sys.exit(str(refusal))
    said, code = asyncio.run(
        topics_command(brokers, channels(), replicas=chosen.replicas, dry_run=chosen.dry_run)
    )
    if code or not chosen.quiet:
        (sys.stderr if code else sys.stdout).write(said)
    return code


if __name__ == "__main__":
    sys.exit(main())

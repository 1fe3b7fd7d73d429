"""The commands of a service that have to do with Kafka: `topics`, and `rights` where contracts are owned."""

import argparse
import asyncio
import sys
from typing import Any

from chassis.database import open_pool
from chassis.events.contracts import Contracts
from chassis.events.kafka.login import brokers_of
from chassis.events.kafka.rights import Opened
from chassis.events.kafka.rights_command import rights_command
from chassis.events.kafka.topics_command import IN_PRODUCTION, topics_command
from chassis.service import Service
from chassis.settings import platform_settings

_DRY_RUN = "say what would change, and change nothing"


def add_kafka_commands(commands: Any, service: Service[Any]) -> None:
    """What this service can be told about Kafka."""
    making = commands.add_parser("topics", help="make this service's topics on Kafka and keep their settings")
    copies = "copies of every event (default: %(default)s)"
    making.add_argument("--replicas", type=int, default=IN_PRODUCTION, help=copies)
    making.add_argument("--dry-run", action="store_true", help=_DRY_RUN)
    making.set_defaults(run=_topics)
    if service.opens is not None:
        opening = commands.add_parser("rights", help="make rights on Kafka what the contracts in force say")
        opening.add_argument("--dry-run", action="store_true", help=_DRY_RUN)
        opening.set_defaults(run=_rights)


def _topics(service: Service[Any], arguments: argparse.Namespace) -> int:
    brokers = brokers_of(platform_settings(), service=service.name)
    said, code = asyncio.run(
        topics_command(brokers, service.topics, replicas=arguments.replicas, dry_run=arguments.dry_run)
    )
    sys.stdout.write(said)
    return code


def _rights(service: Service[Any], arguments: argparse.Namespace) -> int:
    if service.opens is None:
        raise LookupError(service.name)
    said, code = asyncio.run(_on_rights(service, service.opens, dry_run=arguments.dry_run))
    sys.stdout.write(said)
    return code


async def _on_rights(service: Service[Any], opened: Opened, *, dry_run: bool) -> tuple[str, int]:
    platform = platform_settings()
    brokers = brokers_of(platform, service=service.name)
    url = service.database_url(service.settings(), platform)
    async with await open_pool(url, application=f"{service.name} rights", size=2) as pool:
        return await rights_command(Contracts(pool), brokers, opened, dry_run=dry_run)

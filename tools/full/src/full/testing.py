"""A real cluster for tests: where Java is missing they say so and are skipped, except in CI: there they fail.

Its integrators log in with tokens of an issuer of its own.
"""

import asyncio
import contextlib
import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from aiokafka import AIOKafkaConsumer
from aiokafka.abc import AbstractTokenProvider

from chassis.identity.development import DevelopmentIssuer
from full.kafka import Cluster, cluster
from full.kafka_door import Issuer
from full.maven import JavaMissingError, require

_READ_SECONDS = 30.0


@contextlib.contextmanager
def cluster_or_skip(
    folder: Path, *, nodes: int = 1, wires: Sequence[tuple[int, int]] = (), issuer: Issuer | None = None
) -> Iterator[Cluster]:
    """A running cluster while the block lasts."""
    try:
        require("java", "mvn")
    except JavaMissingError as missing:
        if os.environ.get("CI") == "true":
            raise
        pytest.skip(str(missing))
    with cluster(folder, nodes=nodes, wires=wires, issuer=issuer) as running:
        yield running


@dataclass(frozen=True, slots=True)
class WithIntegrators:
    """A cluster, and the issuer whose tokens its door believes."""

    cluster: Cluster
    issuer: DevelopmentIssuer

    def security(self, client: str) -> dict[str, Any]:
        """How this client logs in, as aiokafka has it."""
        return {
            "security_protocol": "SASL_PLAINTEXT",
            "sasl_mechanism": "OAUTHBEARER",
            "sasl_oauth_token_provider": _Token(self.issuer.sign(client, client=client, grants=())),
        }

    async def read(self, client: str, topic: str, *, group: str) -> list[Any]:
        """All records of a topic, as this client gets them; raises what the broker refuses."""
        consumer = AIOKafkaConsumer(
            topic,
            bootstrap_servers=self.cluster.for_integrators,
            group_id=group,
            auto_offset_reset="earliest",
            enable_auto_commit=False,
            **self.security(client),
        )
        try:
            await consumer.start()
            return await _to_the_end(consumer)
        finally:
            await consumer.stop()


class _Token(AbstractTokenProvider):  # type: ignore[misc]
    def __init__(self, token: str) -> None:
        self._token = token

    async def token(self) -> str:
        """As it was given."""
        return self._token


async def _to_the_end(consumer: AIOKafkaConsumer) -> list[Any]:
    found: list[Any] = []
    async with asyncio.timeout(_READ_SECONDS):
        while True:
            for of in (await consumer.getmany(timeout_ms=500)).values():
                found += of
            if (parts := consumer.assignment()) and await _is_at_end(consumer, parts):
                return found


async def _is_at_end(consumer: AIOKafkaConsumer, parts: Any) -> bool:
    ends = await consumer.end_offsets(list(parts))
    return all([await consumer.position(part) >= end for part, end in ends.items()])


@contextlib.contextmanager
def cluster_with_integrators(folder: Path) -> Iterator[WithIntegrators]:
    """A broker with a door for integrators while the block lasts."""
    issuer = DevelopmentIssuer(folder / "key.json")
    keys = folder / "jwks.json"
    keys.write_text(json.dumps(issuer.jwks))
    believed = Issuer(issuer.expected.issuer, keys.as_uri())
    with cluster_or_skip(folder / "broker", issuer=believed) as running:
        yield WithIntegrators(running, issuer)

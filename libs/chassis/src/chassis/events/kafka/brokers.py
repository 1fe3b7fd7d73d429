"""Where Kafka is, and how the three kinds of client are set up for it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from aiokafka.admin import AIOKafkaAdminClient

from chassis.events.kafka.silence import distrusting

# A batch may hold a whole turn of the publisher; brokers take a megabyte by default, with some room for its frame.
_BATCH_BYTES = 900_000
# An answer that does not come is not waited for longer: a connection may be cut without a word, and each is found out
# by itself. A batch that a slow broker wrote all the same is sent again under its number, and counted once.
_REQUEST_MS = 5_000
# To make a topic or to change a right takes a cluster longer, and nobody waits for it.
_CHANGE_MS = 20_000


@dataclass(frozen=True, slots=True)
class Brokers:
    """The address of a cluster; `security` holds aiokafka's settings for TLS and SASL."""

    bootstrap: str
    client_id: str
    security: Mapping[str, Any] = field(default_factory=dict)

    def producer(self) -> AIOKafkaProducer:
        """Acknowledged by all replicas in sync, and written once however often it is tried."""
        return self._producer(enable_idempotence=True)

    def fenced_producer(self, transactional_id: str) -> AIOKafkaProducer:
        """A producer that makes every earlier one of this id impossible."""
        return self._producer(transactional_id=transactional_id)

    def consumer(self, group: str) -> AIOKafkaConsumer:
        """Keeps its offsets under the group's name, and commits only when it is told to."""
        return self._consumer(group_id=group, auto_offset_reset="earliest")

    def reader(self) -> AIOKafkaConsumer:
        """Looks at what lies on partitions; belongs to no group and leaves no trace."""
        return self._consumer()

    def admin(self) -> AIOKafkaAdminClient:
        """For topics and rights."""
        return AIOKafkaAdminClient(**self._common() | {"request_timeout_ms": _CHANGE_MS})

    def _producer(self, **kind: Any) -> AIOKafkaProducer:
        made = AIOKafkaProducer(**self._common(), **kind, acks="all", max_batch_size=_BATCH_BYTES)
        distrusting(made.client)
        return made

    def _consumer(self, **kind: Any) -> AIOKafkaConsumer:
        made = AIOKafkaConsumer(
            **self._common(), **kind, enable_auto_commit=False, isolation_level="read_committed"
        )
        distrusting(made._client)
        return made

    def _common(self) -> dict[str, Any]:
        return {
            "bootstrap_servers": self.bootstrap,
            "client_id": self.client_id,
            "request_timeout_ms": _REQUEST_MS,
            **self.security,
        }

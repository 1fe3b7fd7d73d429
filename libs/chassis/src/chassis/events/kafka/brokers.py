"""Where Kafka is, and how the three kinds of client are set up for it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from aiokafka.admin import AIOKafkaAdminClient

# A batch may hold a whole turn of the publisher; brokers take a megabyte by default, with some room for its frame.
_BATCH_BYTES = 900_000
# An answer that does not come is not waited for longer: a connection may be cut without a word.
_REQUEST_MS = 10_000


@dataclass(frozen=True, slots=True)
class Brokers:
    """The address of a cluster; `security` holds aiokafka's settings for TLS and SASL."""

    bootstrap: str
    client_id: str
    security: Mapping[str, Any] = field(default_factory=dict)

    def producer(self) -> AIOKafkaProducer:
        """Acknowledged by all replicas in sync, and written once however often it is tried."""
        return AIOKafkaProducer(
            **self._common(), enable_idempotence=True, acks="all", max_batch_size=_BATCH_BYTES
        )

    def fenced_producer(self, transactional_id: str) -> AIOKafkaProducer:
        """A producer that makes every earlier one of this id impossible."""
        return AIOKafkaProducer(
            **self._common(), transactional_id=transactional_id, acks="all", max_batch_size=_BATCH_BYTES
        )

    def consumer(self, group: str) -> AIOKafkaConsumer:
        """Keeps its offsets under the group's name, and commits only when it is told to."""
        return AIOKafkaConsumer(
            **self._common(),
            group_id=group,
            enable_auto_commit=False,
            auto_offset_reset="earliest",
            isolation_level="read_committed",
        )

    def reader(self) -> AIOKafkaConsumer:
        """Looks at what lies on partitions; belongs to no group and leaves no trace."""
        return AIOKafkaConsumer(**self._common(), enable_auto_commit=False, isolation_level="read_committed")

    def admin(self) -> AIOKafkaAdminClient:
        """For topics."""
        return AIOKafkaAdminClient(**self._common())

    def _common(self) -> dict[str, Any]:
        return {
            "bootstrap_servers": self.bootstrap,
            "client_id": self.client_id,
            "request_timeout_ms": _REQUEST_MS,
            **self.security,
        }

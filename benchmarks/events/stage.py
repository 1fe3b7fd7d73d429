"""Two services' databases on a server of the benchmark's own, and the one kind of event that is told there."""

import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import asyncpg
from google.protobuf.message import Message
from google.protobuf.wrappers_pb2 import StringValue

from chassis.events.cloudevents import Registry
from chassis.testing.embedded import FOREVER_SAFE, EmbeddedServer
from chassis.testing.postgres import Templates

TOPIC = "bilim.bench.thing.v1"
TYPE = "bilim.bench.Happened.v1"
KEYS = 1000
PARTITIONS = 6
_FILL = f"""
insert into outbox (event_id, topic, key, version, type, subject, dataschema, payload)
select gen_random_uuid(), '{TOPIC}', 'key-' || n % {KEYS}, n / {KEYS} + 1, '{TYPE}', 'key-' || n % {KEYS},
       'https://bilim.example/schemas/bilim.bench.Happened/v1.binpb', convert_to(repeat('x', 200), 'utf8')
from generate_series($1::bigint, $2::bigint) as n
"""


@dataclass(frozen=True, slots=True)
class Happened:
    """The event type."""

    name: str = TYPE
    topic: str = TOPIC
    key: str = "value"
    message: type[Message] = StringValue
    places: tuple[str, ...] = ()
    is_countrywide: bool = True
    personal_data: str = "NONE"
    is_open_data: bool = True


@dataclass(frozen=True, slots=True)
class Channel:
    """The topic as contracts declare one."""

    topic: str = TOPIC
    partitions: int = PARTITIONS
    retention_days: int = 7
    states: str | None = None


def registry() -> Registry:
    """Knows the one event."""
    return Registry([Happened()], public_url="https://bilim.example")


@contextmanager
def server() -> Iterator[EmbeddedServer]:
    """A PostgreSQL that keeps its promises: every commit is on the disk."""
    with (
        tempfile.TemporaryDirectory(prefix="bilim-bench-") as folder,
        EmbeddedServer(Path(folder) / "pg", FOREVER_SAFE) as running,
    ):
        yield running


@asynccontextmanager
async def two_databases(running: EmbeddedServer) -> AsyncIterator[tuple[str, str]]:
    """The teller's and the hearer's."""
    templates = Templates(running.url)
    teller, hearer = await templates.copy("inventory"), await templates.copy("inventory")
    yield teller.owner_url, hearer.owner_url


async def fill(url: str, events: int) -> None:
    """Put so many events into the outbox."""
    connection = await asyncpg.connect(url)
    try:
        for first in range(0, events, 50_000):
            await connection.execute(_FILL, first, min(first + 50_000, events) - 1)
    finally:
        await connection.close()

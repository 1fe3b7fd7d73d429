"""What a use case is tested in: a service's real unit of work, and what it has told by the outbox."""

from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from google.protobuf.message import Message

from chassis.database import Connection, Pool, open_pool
from chassis.events.registry import EventType, Registry
from chassis.identity.policy import Facts
from chassis.testing.databases import Database
from chassis.work import Outgoing, Unit, UnitOfWork

U = TypeVar("U", bound=Unit)

Translate = Callable[[Any], Outgoing]


@dataclass(frozen=True, slots=True)
class Surroundings(Generic[U]):
    """A migrated database with a service's unit of work on it."""

    pool: Pool
    work: UnitOfWork[U]
    registry: Registry

    async def told(self) -> list[Any]:
        """The messages in the outbox, in the order in which they were told."""
        rows = await self.pool.fetch("select type, payload from outbox order by id")
        return [self.registry.named(row["type"]).message.FromString(row["payload"]) for row in rows]

    async def told_of(self, message: type[Message]) -> list[Any]:
        """Those of one kind."""
        return [told for told in await self.told() if isinstance(told, message)]


@asynccontextmanager
async def surroundings(
    database: Database,
    unit: Callable[[Connection, Translate], U],
    message_of: Callable[[Any], Message],
    types: Iterable[EventType],
) -> AsyncIterator[Surroundings[U]]:
    """Opens a service's unit of work on a database of a test's own."""
    registry = Registry(types, public_url="http://bilim.test")
    pool = await open_pool(database.app_url, application="tests", size=4)
    try:
        work = UnitOfWork(
            pool, lambda connection: unit(connection, lambda event: registry.outgoing(message_of(event)))
        )
        yield Surroundings(pool, work, registry)
    finally:
        await pool.close()


def anybody(_action: str, _facts: Facts) -> None:
    """A permit for tests that are not about permission."""

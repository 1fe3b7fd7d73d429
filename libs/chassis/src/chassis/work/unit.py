"""The unit of work: one transaction, its aggregates, and the events that leave with it."""

from collections.abc import AsyncIterator, Callable, Collection
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any, Generic, Protocol, TypeVar
from uuid import UUID

import asyncpg

from chassis.database.pool import Connection, Pool
from chassis.telemetry import current_traceparent
from chassis.work.outgoing import Outgoing, write_outbox
from chassis.work.repository import Repository, Written

U = TypeVar("U", bound="Unit")
U_co = TypeVar("U_co", covariant=True)

Translate = Callable[[Any], Outgoing]


class Unit:
    """What a use case may touch in one transaction; a service's unit adds its repositories."""

    def __init__(self, connection: Connection, translate: Translate) -> None:
        self.connection = connection
        self._translate = translate
        self._told: list[Any] = []
        self._called: set[str] = set()

    def tell(self, event: Any) -> None:
        """Publishes a domain event that no aggregate of this unit holds."""
        self._told.append(event)

    def call(self, id: UUID) -> None:
        """Lets those who follow what is about this look again: it changed, and no event tells of it."""
        self._called.add(str(id))

    async def flush(self) -> None:
        """Writes aggregates and their events; the transaction stays open."""
        for repository in self._repositories():
            await repository.flush()
        events = [event for repository in self._repositories() for event in repository.take_events()]
        outgoing = [self._translate(event) for event in (*events, *self._told)]
        self._told.clear()
        await write_outbox(self.connection, outgoing, traceparent=current_traceparent())

    def written(self) -> list[Written]:
        """Which aggregates were saved so far, by those repositories that keep them."""
        return [one for repository in self._repositories() for one in repository.written()]

    def untold(self) -> Collection[str]:
        """The ids of what changed and no event tells of: whoever follows it is told so after the commit."""
        return self._called

    def refusal_of(self, _violation: asyncpg.UniqueViolationError) -> Exception | None:
        """The refusal behind a broken uniqueness of the database; None where no rule of the domain is meant."""
        return None

    def _repositories(self) -> list[Repository[Any]]:
        return [value for value in vars(self).values() if isinstance(value, Repository)]


class Work(Protocol[U_co]):
    """What a use case is given: `async with work() as unit` is a transaction, or a part of one that is open."""

    def __call__(self) -> AbstractAsyncContextManager[U_co]: ...


def joined_to(unit: U) -> Work[U]:
    """Work whose every unit is this open one: several use cases, one commit."""

    @asynccontextmanager
    async def join() -> AsyncIterator[U]:
        yield unit

    return join


class UnitOfWork(Generic[U]):
    """Opens units of work on a service's pool; leaving one commits, an exception rolls all of it back."""

    def __init__(
        self,
        pool: Pool,
        unit: Callable[[Connection], U],
        *,
        committed: Callable[[Collection[str]], None] = lambda _untold: None,
    ) -> None:
        self._pool = pool
        self._unit = unit
        self._committed = committed

    @asynccontextmanager
    async def __call__(self) -> AsyncIterator[U]:
        """One transaction; `committed` hears after it of what is untold, never inside: a NOTIFY serialises commits."""
        async with self._pool.acquire() as connection, connection.transaction():
            unit = self._unit(connection)
            try:
                yield unit
                await unit.flush()
            except asyncpg.UniqueViolationError as violation:
                # Wherever it was written: a use case may write before its end, to ask the database about it.
                raise unit.refusal_of(violation) or violation from violation
        self._committed(unit.untold())

    @asynccontextmanager
    async def together(self) -> AsyncIterator[Work[U]]:
        """Several use cases in one transaction."""
        async with self() as unit:
            yield joined_to(unit)

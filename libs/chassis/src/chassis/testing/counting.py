"""A made-up service on the real tables of the chassis: counters that count, and tell of it."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from google.protobuf.wrappers_pb2 import Int64Value
from sqlalchemy.orm import registry as sqlalchemy_registry
from sqlmodel import Field, SQLModel

from chassis.database import Connection, Pool, open_pool
from chassis.events import Bells
from chassis.events.registry import Registry
from chassis.testing.databases import Database, administrator, with_database
from chassis.work import Outgoing, Repository, Unit, UnitOfWork


@dataclass(frozen=True, slots=True)
class Counted:
    """A counter has reached a number."""

    counter_id: UUID
    count: int


@dataclass(eq=False)
class Counter:
    """The smallest aggregate that can go wrong."""

    id: UUID
    count: int = 0
    events: list[Any] = field(default_factory=list)

    def step(self) -> None:
        """Counts one."""
        self.count += 1
        self.events.append(Counted(self.id, self.count))


class Base(SQLModel, registry=sqlalchemy_registry()):
    """Tables of this test."""


class CounterRow(Base, table=True):
    """Where counters are kept."""

    __tablename__ = "counter"
    id: UUID = Field(primary_key=True)
    count: int


class Missing(Exception):
    """No such counter."""


class CountingUnit(Unit):
    """Counters on one transaction."""

    def __init__(self, connection: Connection, translate: Callable[[Any], Outgoing]) -> None:
        super().__init__(connection, translate)
        self.counters = Repository(connection, Counter, CounterRow, missing=Missing)

    def new_counter(self, counter: UUID) -> Counter:
        """A counter that has counted nothing; taken in, so that it is written."""
        made = Counter(counter)
        self.counters.add(made)
        return made


@dataclass(frozen=True, slots=True)
class CountedType:
    """The contract of Counted: a bare number."""

    name: str = "bilim.test.Counted.v1"
    topic: str = "bilim.test.counter.v1"
    key: str = "value"
    message: type = Int64Value
    places: tuple[str, ...] = ()
    is_countrywide: bool = False
    personal_data: str = "NONE"
    is_open_data: bool = True


def publish(event: Counted) -> Outgoing:
    """A fact of this test on its way out."""
    return Outgoing(
        topic="bilim.test.counter.v1",
        key=str(event.counter_id),
        type="bilim.test.Counted.v1",
        subject=str(event.counter_id),
        dataschema="http://bilim.test/schemas/Counted",
        payload=Int64Value(value=event.count).SerializeToString(),
    )


@dataclass(frozen=True, slots=True)
class Counting:
    """The made-up service, open on a database of the test's own."""

    database: Database
    pool: Pool
    work: UnitOfWork[CountingUnit]
    bells: Bells
    registry: Registry

    async def count(self, counter: UUID, times: int = 1) -> None:
        """Counts, each time in a transaction of its own."""
        for _ in range(times):
            async with self.work() as unit:
                found = await unit.counters.find(id=counter) or unit.new_counter(counter)
                found.step()


@asynccontextmanager
async def counting_on(database: Database, postgres_url: str) -> AsyncIterator[Counting]:
    """The service with no counters and no events yet, on a database with the tables of the chassis."""
    async with administrator(with_database(postgres_url, database.name)) as connection:
        await connection.execute("create table counter (id uuid primary key, count bigint not null)")
        await connection.execute("grant all on counter to chassis_app")
    pool = await open_pool(database.app_url, application="counting", size=6)
    bells = Bells()
    work = UnitOfWork(pool, lambda connection: CountingUnit(connection, publish), committed=bells.committed)
    yield Counting(database, pool, work, bells, Registry([CountedType()], public_url="http://bilim.test"))
    await pool.close()

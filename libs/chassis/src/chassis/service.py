"""What a service is made of, said in one place; the application and the worker are built from it."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from starlette.routing import Route

from chassis.database.pool import Connection, Pool
from chassis.events.access import Classified
from chassis.events.channels import Topic
from chassis.events.consumer import Subscription
from chassis.events.registry import Registry
from chassis.events.snapshots import Snapshot
from chassis.events.watchers import Watchers
from chassis.graphql import Engine
from chassis.identity import Caller
from chassis.settings import PlatformSettings, ServiceSettings, derived_database_url
from chassis.work import Outgoing, Unit, UnitOfWork
from chassis.worker import Task

U = TypeVar("U", bound=Unit)


@dataclass(frozen=True, slots=True)
class Resources(Generic[U]):
    """What is open while a service runs, for the parts that need it; who only works or explains has no watchers."""

    platform: PlatformSettings
    pool: Pool
    work: UnitOfWork[U]
    watchers: Watchers | None = None


@dataclass(frozen=True, slots=True)
class Service(Generic[U]):
    """One service.

    `unit` opens a unit of work on a connection, given how domain events become messages; `publish` is that
    translation; `engine` answers GraphQL; `tells` are its kinds of events; `hears` are the events of others;
    `snapshots` say how the states behind its own events are read; `topics` are where both lie on Kafka.
    `opens` says, in the service that owns contracts, which topics on Kafka one over a topic opens; it keeps the rights.
    `trial` is the kind of event by which webhooks are tried, where this service tells it; `sealed` are the tables that
    hold sealed secrets. `routes` are addresses beside the graph; `timers` is what `work` does of its own accord.
    """

    name: str
    settings: type[ServiceSettings]
    registry: Callable[[PlatformSettings], Registry]
    publish: Callable[[Any, Registry], Outgoing]
    unit: Callable[[Connection, Callable[[Any], Outgoing]], U]
    engine: Callable[[Resources[U]], Engine[Caller]]
    schema: Callable[[], str]
    tells: Sequence[Classified]
    hears: tuple[Subscription[U], ...] = ()
    snapshots: tuple[Snapshot, ...] = ()
    topics: Sequence[Topic] = ()
    opens: Callable[[str], Sequence[str]] | None = None
    trial: str | None = None
    sealed: tuple[str, ...] = ("webhook",)
    routes: Callable[[Resources[U]], Sequence[Route]] | None = None
    timers: Callable[[Resources[U]], Mapping[str, Task]] | None = None

    def database_url(self, settings: ServiceSettings, platform: PlatformSettings) -> str:
        """Where the service reads and writes, as its application role. Raises NoDatabase."""
        return settings.database_url or self._derived(platform, "app")

    def owner_url(self, settings: ServiceSettings, platform: PlatformSettings) -> str:
        """Where migrations run, as the owner of the tables. Raises NoDatabase."""
        return settings.owner_database_url or self._derived(platform, "owner")

    def _derived(self, platform: PlatformSettings, role: str) -> str:
        if platform.database_url is None:
            raise NoDatabase(self.name)
        return derived_database_url(platform.database_url, database=self.name, role=f"{self.name}_{role}")

    def work_on(
        self, pool: Pool, registry: Registry, committed: Callable[[Collection[str]], None]
    ) -> UnitOfWork[U]:
        """The service's unit of work on a pool; `committed` hears of every commit, and what it left untold."""
        return UnitOfWork(
            pool,
            lambda connection: self.unit(connection, lambda event: self.publish(event, registry)),
            committed=committed,
        )


class NoDatabase(Exception):
    """No database is configured; the text says what to set."""

    def __init__(self, service: str) -> None:
        super().__init__(f"Set BILIM_DATABASE_URL, or {service.upper()}_DATABASE_URL for this service alone.")

"""One service that delivers: its log, one integrator with a contract and a webhook, and time that a test moves."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
import pytest_asyncio
from google.protobuf.api_pb2 import Mixin
from google.protobuf.message import Message
from google.protobuf.source_context_pb2 import SourceContext
from google.protobuf.timestamp_pb2 import Timestamp

from chassis.database.pool import Pool, open_connection, open_pool
from chassis.events.bells import Bells
from chassis.events.cloudevents import Registry, from_json
from chassis.events.contracts import Contracts
from chassis.events.log import EventLog
from chassis.events.webhooks import (
    Deliverer,
    Outcome,
    Sealer,
    Sender,
    SharedSecret,
    SigningKey,
    Source,
    Webhook,
    Webhooks,
    webhook_handlers,
)
from chassis.events.webhooks.signing import headers
from chassis.testing.databases import Database
from chassis.testing.postgres import NewDatabase
from chassis.work import Unit, UnitOfWork

from .receivers import Receiver, receiving

TOPIC = "bilim.test.thing.v1"
START = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
HERE, ELSEWHERE = UUID(int=1), UUID(int=2)


@dataclass(frozen=True, slots=True)
class Happened:
    """The event type of most tests."""

    name: str = "bilim.test.Happened.v1"
    topic: str = TOPIC
    key: str = "name"
    message: type[Message] = Mixin
    places: tuple[str, ...] = ()
    is_countrywide: bool = False


TRIED = Happened("bilim.test.WebhookTried.v1", "bilim.test.webhook-trial.v1", message=SourceContext)
"""The event by which a webhook is tried."""
OTHER = Happened("bilim.test.Ended.v1")
"""Another kind of event on the same topic."""


def registry() -> Registry:
    return Registry([Happened(), OTHER, TRIED], public_url="https://graph.example")


class Clock:
    """Time that passes when a test says so."""

    def __init__(self) -> None:
        self.time = START

    def __call__(self) -> datetime:
        return self.time

    def passes(self, **time: float) -> None:
        self.time += timedelta(**time)


@dataclass
class Office(Sender):
    """A receiver without a network: it answers what the test says, and keeps what it took."""

    answers: dict[str, Outcome] = field(default_factory=dict)
    otherwise: Outcome = field(default_factory=lambda: Outcome(204))
    asked: list[str] = field(default_factory=list)
    taken: list[str] = field(default_factory=list)
    ids: list[UUID] = field(default_factory=list)
    urls: list[str] = field(default_factory=list)
    signed: list[dict[str, str]] = field(default_factory=list)
    while_asked: Any = None

    async def send(self, url: str, *, event_id: UUID, body: bytes, signers: Any) -> Outcome:
        message: Any = registry().parse(from_json(body, registry()))
        name = message.file_name if isinstance(message, SourceContext) else message.name
        self.asked.append(name)
        self.ids.append(event_id)
        self.urls.append(url)
        self.signed.append(headers(signers, event_id=event_id, timestamp=int(START.timestamp()), body=body))
        if self.while_asked is not None:
            await self.while_asked()
        outcome = self.answers.get(name, self.otherwise)
        if outcome.delivered:
            self.taken.append(name)
        return outcome


class Log:
    """Writes events straight into the log, as the sequencer would."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self.head = 0

    async def has(self, *names: str, places: list[UUID] | None = None) -> None:
        """Events named `key-number`, in this order."""
        for name in names:
            await self.holds(Happened(), name.split("-")[0], Mixin(name=name, root="/"), places)

    async def holds(self, kind: Happened, key: str, message: Message, places: list[UUID] | None) -> None:
        """One event."""
        self.head += 1
        await self._pool.execute(
            "insert into event_log (position, event_id, topic, key, version, type, subject, dataschema, payload, "
            "places, created_at) values ($1, $2, $3, $4, 1, $5, $4, 'https://x', $6, $7, now())",
            self.head,
            uuid4(),
            kind.topic,
            key,
            kind.name,
            message.SerializeToString(),
            places,
        )
        await self._pool.execute("update event_log_head set position = $1", self.head)


@dataclass(frozen=True, slots=True)
class Kept:
    """A secret as it travels."""

    sealed: str
    until: Timestamp = field(default_factory=Timestamp)

    def HasField(self, _: str) -> bool:  # noqa: N802 - Protobuf's own name
        return self.until != Timestamp()


@dataclass(frozen=True, slots=True)
class Told:
    """What the registry of subscriptions tells of one, as far as a test cares."""

    webhook_id: str
    contract_id: str
    url: str = "https://office.example/"
    types: tuple[str, ...] = ()
    secrets: tuple[Kept, ...] = ()
    is_paused: bool = False
    created_at: Timestamp = field(default_factory=Timestamp)
    service: str = "test"
    after: int = 0


@dataclass
class World:
    """One integrator, its webhook, and the service that delivers."""

    url: str
    owner_url: str
    pool: Pool
    log: Log
    office: Office
    webhooks: Webhooks
    sealer: Sealer
    secret: SharedSecret
    told: Told
    clock: Clock
    notices: list[str] = field(default_factory=list)
    deliverer: Deliverer = field(init=False)

    @property
    def id(self) -> UUID:
        return UUID(self.told.webhook_id)

    async def hears(self, fact: str, **changes: Any) -> None:
        """A fact of the registry of subscriptions, of which some things are otherwise than before."""
        self.told = replace(self.told, **changes)
        work = UnitOfWork(self.pool, lambda connection: Unit(connection, _tells_nothing))
        handlers = webhook_handlers("test", owner="registry")
        await handlers[f"bilim.registry.{fact}.v1"](self.told, work)

    async def replays(self, after: int, *, service: str = "test") -> None:
        await self.hears("WebhookReplayRequested", after=after, service=service)

    async def active(self) -> list[Webhook]:
        return await self.webhooks.active(now=self.clock())

    async def as_owner(self, statement: str) -> None:
        """What the service itself may not do."""
        owner = await open_connection(self.owner_url, application="test")
        await owner.execute(statement)
        await owner.close()

    async def state(self) -> str:
        return str(await self.pool.fetchval("select state from webhook where id = $1", self.id))

    async def position(self) -> int:
        return int(await self.pool.fetchval("select position from webhook where id = $1", self.id))

    async def attempts(self) -> list[tuple[int, str, bool]]:
        """The latest first."""
        rows = await self.pool.fetch(
            "select attempt, outcome, delivered from webhook_attempt order by at desc, id desc"
        )
        return [tuple(row) for row in rows]

    def sealed(self, secret: SharedSecret, *, until: datetime | None = None) -> Kept:
        ends = Timestamp()
        if until is not None:
            ends.FromDatetime(until)
        return Kept(self.sealer.seal(str(secret), of=self.told.webhook_id), ends)

    def deliverer_with(self, sender: Sender) -> Deliverer:
        """The same service with a sender that has a network."""
        source = Source(EventLog(self.pool, source="urn:bilim:test"), registry(), Contracts(self.pool), TRIED)
        return Deliverer(
            self.webhooks,
            source,
            sender=sender,
            signing_keys=[SigningKey.new()],
            notice=self._noticed,
            now=self.clock,
            chance=lambda: 0.0,
        )

    @asynccontextmanager
    async def running(self, sender: Sender) -> AsyncIterator[None]:
        """A worker that delivers while the block lasts."""
        task = asyncio.create_task(self.deliverer_with(sender).run(self.url, Bells()))
        try:
            yield
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task

    async def _noticed(self, _: Webhook, reason: str) -> None:
        self.notices.append(reason)


def _tells_nothing(event: object) -> Any:
    raise AssertionError(f"a copy told of {event}")


@pytest.fixture
def sealer() -> Sealer:
    return Sealer({"test": b"k" * 32})


@pytest_asyncio.fixture
async def database(new_database: NewDatabase) -> Database:
    """One that keeps copies of contracts; the owner's has views of them."""
    return await new_database("training")


@pytest_asyncio.fixture
async def pool(database: Database) -> AsyncIterator[Pool]:
    opened = await open_pool(database.app_url, application="test")
    yield opened
    await opened.close()


@pytest_asyncio.fixture
async def contract(pool: Pool) -> UUID:
    """A contract over the topic of these tests, everywhere, for two months."""
    made = uuid4()
    await pool.execute(
        "insert into integrator_contract (id, client, topics, purpose, valid_from, valid_until, version) "
        "values ($1, 'office', $2, 'STATISTICS', now() - interval '1 day', now() + interval '60 days', 1)",
        made,
        {TOPIC: None},
    )
    return made


@pytest_asyncio.fixture
async def world(database: Database, pool: Pool, contract: UUID, sealer: Sealer) -> World:
    """A webhook that nothing has been sent to."""
    secret, office = SharedSecret.new(), Office()
    told = Told(str(uuid4()), str(contract))
    made = World(
        database.app_url,
        database.owner_url,
        pool,
        Log(pool),
        office,
        Webhooks(pool, sealer),
        sealer,
        secret,
        told,
        Clock(),
    )
    made.deliverer = made.deliverer_with(office)
    await made.hears("WebhookChanged", secrets=(made.sealed(secret),))
    return made


@pytest_asyncio.fixture
async def receiver() -> AsyncIterator[Receiver]:
    async with receiving() as made:
        yield made

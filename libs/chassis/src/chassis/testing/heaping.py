"""Heaps that grow by a stone at a time: an event says only that one was added, a state how many there are."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

import asyncpg
from google.protobuf.api_pb2 import Api, Method, Mixin
from google.protobuf.message import Message

from chassis.database.pool import open_connection
from chassis.events import EventLog
from chassis.events.registry import Registry
from chassis.events.sequencer import move_batch
from chassis.events.snapshots import Snapshot
from chassis.testing.counting import CountedType, Counting
from chassis.testing.databases import administrator, with_database
from chassis.work import Outgoing
from chassis.work.outgoing import write_outbox

TOPIC = "bilim.test.heap.v1"
ADDED, HEAPED, FORGOTTEN = (f"bilim.test.{name}.v1" for name in ("Added", "Heaped", "Forgotten"))
_ROWS = """
select id as key, null::uuid[] as places, jsonb_build_array(case when is_forgotten
    then jsonb_build_object('type', 'Forgotten', 'data', jsonb_build_object('name', id))
    else jsonb_build_object('type', 'Heaped', 'data', jsonb_build_object('name', id, 'requestTypeUrl', stones::text))
    end) as told from heap
"""
_TABLES = (
    "create table heap (id uuid primary key, stones int not null, is_forgotten boolean not null default false)",
    "grant all on heap to chassis_app",
)
_ADD = "insert into heap values ($1, 1) on conflict (id) do update set stones = heap.stones + 1"
_FORGET = "update heap set is_forgotten = true where id = $1"
_REMOVE = "delete from heap where id = $1"


@dataclass(slots=True)
class Heaps:
    """The service that owns them, and its sequencer."""

    counting: Counting
    sequencer: "asyncpg.Connection[Any]"
    administrator: "asyncpg.Connection[Any]"
    topic: str = TOPIC
    state: type[Message] | None = None
    keys: list[UUID] = field(default_factory=lambda: [uuid4() for _ in range(12)])
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    @property
    def registry(self) -> Registry:
        """Knows its three kinds of events."""
        messages: dict[str, type[Message]] = {ADDED: Mixin, HEAPED: Method, FORGOTTEN: Api}
        types = [
            CountedType(name=name, topic=self.topic, key="name", message=message)
            for name, message in messages.items()
        ]
        return Registry(types, public_url="http://bilim.test", state=self.state)

    @property
    def snapshot(self) -> Snapshot:
        """How their states are read."""
        return Snapshot("heaps", self.topic, _ROWS, erased="Forgotten")

    @property
    def log(self) -> EventLog:
        """Where its events are."""
        return EventLog(self.counting.pool, source="urn:bilim:test")

    async def add(self, heap: UUID) -> None:
        """One more stone, told in the same transaction."""
        await self._tell(_ADD, heap, ADDED, Mixin(name=str(heap)))

    async def forget(self, heap: UUID) -> None:
        """It stays, and nobody may know."""
        await self._tell(_FORGET, heap, FORGOTTEN, Api(name=str(heap)))

    async def remove(self, heap: UUID) -> None:
        """It is no more."""
        await self._tell(_REMOVE, heap, FORGOTTEN, Api(name=str(heap)))

    async def rewrite(self, statement: str, *arguments: object) -> None:
        """What no service may do: change the past."""
        await self.administrator.execute(statement, *arguments)

    async def move(self) -> None:
        """The sequencer's turn: it has one connection, and takes one after the other."""
        async with self._turn:
            while await move_batch(self.sequencer) is not None:
                self.counting.bells.ring_event_log()

    async def stones(self) -> dict[str, int]:
        """The truth."""
        rows = await self.counting.pool.fetch("select id::text, stones from heap where not is_forgotten")
        return {row["id"]: row["stones"] for row in rows}

    async def _tell(self, statement: str, heap: UUID, type_: str, message: Message) -> None:
        told = Outgoing(
            self.topic, str(heap), type_, str(heap), "http://bilim.test/x", message.SerializeToString()
        )
        async with self.counting.pool.acquire() as connection, connection.transaction():
            await connection.execute(statement, heap)
            await write_outbox(connection, [told], traceparent=None)


@asynccontextmanager
async def heaps_on(
    counting: Counting, postgres_url: str, *, topic: str = TOPIC, state: type[Message] | None = None
) -> AsyncIterator[Heaps]:
    """No heaps yet."""
    async with administrator(with_database(postgres_url, counting.database.name)) as connection:
        for statement in _TABLES:
            await connection.execute(statement)
        sequencer = await open_connection(counting.database.app_url, application="sequencer")
        yield Heaps(counting, sequencer, connection, topic, state)
        await sequencer.close()

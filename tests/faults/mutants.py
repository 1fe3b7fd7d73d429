"""Four mistakes that people really make; the fault test must catch each."""

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

from setting import Setting

from chassis.database.pool import open_connection
from chassis.events import consumer as consuming
from chassis.events.bells import Bells
from chassis.events.checkpoint import Checkpoint
from chassis.events.consumer import Consumer
from chassis.events.event import Event
from chassis.events.kafka import Brokers, Publisher
from chassis.events.kafka.publisher import Turn
from chassis.events.sequencer import Sequencer
from chassis.work import Unit
from chassis.work.unit import joined_to

OUTBOX_ID_AS_CURSOR = "cursor on the outbox id"
NO_INBOX = "consumer without inbox"
NO_OWNER = "two publishers without the owner's lock"
CURSOR_FIRST = "cursor advanced before the acknowledgement"
ALL = (OUTBOX_ID_AS_CURSOR, NO_INBOX, NO_OWNER, CURSOR_FIRST)

_FIELDS = "event_id, topic, key, version, type, subject, dataschema, traceparent, payload, created_at"

# A transaction that commits late has a lower id than what readers have passed already.
_POSITION_IS_OUTBOX_ID = f"""
with taken as (delete from outbox returning *),
placed as (insert into event_log (position, {_FIELDS}) select id, {_FIELDS} from taken returning position)
update event_log_head set position = greatest(position, (select max(position) from placed))
where exists (select from placed) returning position
"""

# Two relays side by side: what one has in hand, the other passes.
_TAKE_WHAT_IS_FREE = """
delete from outbox where id in (select id from outbox order by id limit 5 for update skip locked) returning *
"""
_PLACE = f"""
with head as (update event_log_head set position = position + 1 returning position)
insert into event_log (position, {_FIELDS})
select head.position, event.event_id, event.topic, event.key, event.version, event.type, event.subject,
       event.dataschema, event.traceparent, event.payload, event.created_at
from head, (select ($1::outbox).*) as event
"""
_SET_CURSOR = "update delivery_cursor set position = $1 where name = 'kafka'"
_REMEMBER = "insert into inbox (consumer, event_id) values ($1, $2) on conflict do nothing"


class OutboxIdSequencer(Sequencer):
    """Publishes under the ids of the outbox."""

    async def _work(self, connection: Any) -> None:
        while True:
            await connection.execute(_POSITION_IS_OUTBOX_ID)
            self._bells.ring_event_log()
            await asyncio.sleep(0.001)


class OwnerlessSequencer(Sequencer):
    """Takes what is free, beside others who do the same."""

    async def _own(self) -> None:
        connection = await open_connection(self._url, application=self._service)
        try:
            while True:
                await self._relay(connection)
        finally:
            connection.terminate()

    async def _relay(self, connection: Any) -> None:
        async with connection.transaction():
            taken = await connection.fetch(_TAKE_WHAT_IS_FREE)
            # One is slower than the other now and then, as processes are.
            await asyncio.sleep(random.uniform(0.0, 0.1) if taken else 0.005)
            for row in taken:
                await connection.execute(_PLACE, tuple(row))
        self._bells.ring_event_log()


class InboxlessConsumer(Consumer[Unit]):
    """Applies what it hears, whether it was heard before or not."""

    async def _apply_in(self, unit: Unit, events: list[Event]) -> None:
        for event in events:
            await unit.connection.execute(_REMEMBER, self._name, event.event_id)
            await self._handle(event, joined_to(unit))


class CursorFirstConsumer(Consumer[Unit]):
    """Says that it has applied, and applies."""

    async def apply(self, events: list[Event], *, upto: int, log_id: UUID | None) -> None:
        async with self._work() as unit:
            await unit.connection.execute(consuming._MOVE, self._name, upto, log_id)
        await asyncio.sleep(0.05)
        await super().apply(events, upto=upto, log_id=log_id)


class CursorFirstPublisher(Publisher):
    """Says that it has sent, and sends."""

    async def _send(self, batch: list[Event], turn: Turn, producer: Any) -> None:
        connection = await open_connection(self._url, application="faults mutant")
        try:
            await connection.execute(
                "update delivery_cursor set position = $1 where name = 'kafka'", batch[-1].position
            )
        finally:
            await connection.close()
        await self._at("advanced")
        await asyncio.sleep(0.05)
        await super()._send(batch, turn, producer)


class OwnerlessPublisher(Publisher):
    """Publishes beside others who do the same, and asks nobody."""

    @asynccontextmanager
    async def _owned(self) -> AsyncIterator[Any]:
        connection = await open_connection(self._url, application="faults publisher")
        try:
            yield connection
        finally:
            connection.terminate()

    async def _advance(self, connection: Any, turn: Turn, *, to: int) -> None:
        await connection.execute(_SET_CURSOR, to)
        turn.position = to


def sequencer_of(setting: Setting, bells: Bells, checkpoint: Checkpoint) -> Sequencer:
    """The sequencer of a run."""
    chosen: dict[str, type[Sequencer]] = {OUTBOX_ID_AS_CURSOR: OutboxIdSequencer}
    if not setting.kafka:
        chosen[NO_OWNER] = OwnerlessSequencer
    made = chosen.get(setting.mutant, Sequencer)
    return made(setting.owner_url, bells, application="faults", checkpoint=checkpoint)


def consumer_class_of(setting: Setting) -> type[Consumer[Unit]]:
    """The consumer of a run."""
    chosen: dict[str, type[Consumer[Unit]]] = {NO_INBOX: InboxlessConsumer}
    if not setting.kafka:
        chosen[CURSOR_FIRST] = CursorFirstConsumer
    return chosen.get(setting.mutant, Consumer)


def publisher_of(setting: Setting, bells: Bells, brokers: Brokers, checkpoint: Checkpoint) -> Publisher:
    """The publisher of a run."""
    chosen = {NO_OWNER: OwnerlessPublisher, CURSOR_FIRST: CursorFirstPublisher}
    made = chosen.get(setting.mutant, Publisher)
    return made(setting.owner_url, bells, brokers, service="faults", checkpoint=checkpoint)

"""News of other services, as the journal's consumers get it."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from google.protobuf.message import Message

from chassis.events import Consumer
from chassis.events.event import Event
from chassis.events.registry import Registry
from chassis.ids import new_id
from contracts.catalogue import everything
from ejournal.messaging.consumed import HEARS

REGISTRY = Registry(everything(), public_url="http://bilim.test")
Hear = Callable[..., Awaitable[None]]


def as_event(message: Message, position: int) -> Event:
    """A message as its owner's feed gives it."""
    out = REGISTRY.outgoing(message)
    return Event(
        position=position,
        event_id=new_id(),
        topic=out.topic,
        key=out.key,
        version=1,
        type=out.type,
        subject=out.subject,
        source="urn:bilim:test",
        dataschema=out.dataschema,
        traceparent=None,
        time=datetime.now(UTC),
        payload=out.payload,
    )


def owner_of(message: Message) -> str:
    """The service whose contract it is."""
    return str(message.DESCRIPTOR.full_name).split(".")[1]


class NoBus:
    """These tests hand events in."""

    async def read(self, after: int, *, types: Sequence[str], log: UUID | None) -> Any:
        """Never asked."""
        raise AssertionError("A consumer that is handed its events asks nobody.")


@pytest.fixture
def hear(journal: Any) -> Hear:
    """Hands messages to the consumer of their owner, `times` times each batch."""
    consumers = {
        subscription.owner: Consumer(
            "ejournal", bus=NoBus(), subscription=subscription, work=journal.work, registry=REGISTRY
        )
        for subscription in HEARS
    }

    async def hear(*messages: Message, times: int = 1) -> None:
        for number, message in enumerate(messages, start=1):
            event = as_event(message, number)
            for _ in range(times):
                await consumers[owner_of(message)].apply([event], upto=number, log_id=None)
        # What a test has set aside itself lies below every position.
        parked = await journal.rows("select error from parked where position > 0")
        assert parked == []

    return hear

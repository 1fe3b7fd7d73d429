"""The record of a state: one a key, with the events that tell it, or nothing when there is no more to know."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from chassis.events.event import Event
from chassis.events.registry import Registry
from chassis.events.snapshots import KeyState
from chassis.ids import new_id

STATE_TYPE = "bilim.events.State.v1"


class NoStateMessage(Exception):
    """The registry of this service does not know the message in which states travel."""

    def __init__(self) -> None:
        super().__init__("Hand the message of states to the Registry: Registry(…, state=State).")


def states_topic(topic: str) -> str:
    """The compacted topic beside a topic of events."""
    head, _, version = topic.rpartition(".")
    return f"{head}.snapshot.{version}"


def record_of(state: KeyState, *, source: str, registry: Registry) -> Event:
    """The state as a CloudEvent whose `sequence` is the position that it holds for; no value when it is no more."""
    return Event(
        position=state.position,
        event_id=new_id(),
        topic=states_topic(state.topic),
        key=state.key,
        version=state.version,
        type=STATE_TYPE,
        subject=state.key,
        source=source,
        dataschema=registry.schema_url(STATE_TYPE),
        traceparent=None,
        time=datetime.now(UTC),
        payload=_value(state.events, registry),
    )


def _value(events: Sequence[Event], registry: Registry) -> bytes:
    if registry.state is None:
        raise NoStateMessage
    state: Any = registry.state()
    for event in events:
        state.events.add(
            type=event.type, id=str(event.event_id), dataschema=event.dataschema, data=event.payload
        )
    # No events are no bytes, and that is sent as a record without a value.
    value: bytes = state.SerializeToString(deterministic=True)
    return value

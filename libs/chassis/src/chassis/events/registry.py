"""Which event types a process knows: from the name in a CloudEvent to the Protobuf message, its topic and its key."""

from collections.abc import Iterable, Iterator
from typing import Any, Protocol
from uuid import UUID

from google.protobuf.message import Message

from chassis.events.event import Event
from chassis.work.outgoing import Outgoing


class EventType(Protocol):
    """A kind of event; `name` is the `type` of its CloudEvent, `key` the field whose value orders it.

    `places` are the fields with the ids of where it happened, or by which its service finds that; one that is
    `is_countrywide` and names none of them happened to the whole country.
    """

    @property
    def name(self) -> str: ...
    @property
    def topic(self) -> str: ...
    @property
    def key(self) -> str: ...
    @property
    def message(self) -> type[Message]: ...
    @property
    def places(self) -> tuple[str, ...]: ...
    @property
    def is_countrywide(self) -> bool: ...


class UnknownEventType(LookupError):
    """No contract for this event is known here; a newer one may be."""

    def __init__(self, name: str) -> None:
        super().__init__(f"No contract is known for the event type {name!r}.")
        self.name = name


class Registry:
    """The event types that a service publishes or hears, handed in by the service.

    `state` is the message in which the states of a key travel on compacted topics.
    """

    def __init__(
        self, types: Iterable[EventType], *, public_url: str, state: type[Message] | None = None
    ) -> None:
        self.state = state
        self._by_name = {each.name: each for each in types}
        self._by_message = {each.message: each for each in self._by_name.values()}
        self._public_url = public_url.rstrip("/")

    def named(self, name: str) -> EventType:
        """The event type of a CloudEvent's `type`."""
        try:
            return self._by_name[name]
        except KeyError:
            raise UnknownEventType(name) from None

    def of(self, message: Message) -> EventType:
        """The event type of a message."""
        try:
            return self._by_message[type(message)]
        except KeyError:
            raise UnknownEventType(message.DESCRIPTOR.full_name) from None

    def topics(self) -> frozenset[str]:
        """Where the known events are published."""
        return frozenset(each.topic for each in self._by_name.values())

    def parse(self, event: Event) -> Message:
        """The message that an event carries; fields added since are skipped."""
        return self.named(event.type).message.FromString(event.payload)

    def outgoing(self, message: Message, *, subject: str | None = None) -> Outgoing:
        """A message ready for the outbox; its subject is its key unless said."""
        event_type = self.of(message)
        key = str(getattr(message, event_type.key))
        return Outgoing(
            topic=event_type.topic,
            key=key,
            type=event_type.name,
            subject=subject or key,
            dataschema=self.schema_url(event_type.name),
            payload=message.SerializeToString(deterministic=True),
            places=_places(message, event_type),
        )

    def schema_url(self, name: str) -> str:
        """Where the descriptors of an event type are served: `/schemas/<message>/<version>.binpb`."""
        message, _, version = name.rpartition(".")
        return f"{self._public_url}/schemas/{message}/{version}.binpb"


def _places(message: Message, event_type: EventType) -> tuple[UUID, ...] | None:
    named = tuple(
        UUID(text) for path in event_type.places for text in _values(message, path.split(".")) if text
    )
    return None if event_type.is_countrywide and not named else named


def _values(message: Any, path: list[str]) -> Iterator[str]:
    """What stands at a path: `school_id`, `school_ids`, `choices.school_id`."""
    found = getattr(message, path[0])
    for each in [found] if isinstance(found, str | Message) else found:
        if path[1:]:
            yield from _values(each, path[1:])
        else:
            yield str(each)

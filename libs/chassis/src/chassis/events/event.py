"""A fact in a service's log, in whatever form it came."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Event:
    """A fact in a service's log: `position` orders the log, `version` counts the events of one topic and key.

    `places` are all the places in which it happened, from the school to the region; None is the whole country.
    `shown_fields` are the fields of `data` that its reader may see; None is all of them.
    """

    position: int
    event_id: UUID
    topic: str
    key: str
    version: int
    type: str
    subject: str
    source: str
    dataschema: str
    traceparent: str | None
    time: datetime
    payload: bytes
    places: frozenset[UUID] | None = frozenset()
    shown_fields: frozenset[str] | None = None

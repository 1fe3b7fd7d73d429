"""An event as CloudEvents 1.0 says it: structured JSON for everyone, binary headers on Kafka."""

import base64
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import orjson
from google.protobuf.json_format import MessageToDict, ParseDict

from chassis.events.event import Event
from chassis.events.registry import Registry

__all__ = [
    "Event",
    "NotACloudEvent",
    "Registry",
    "from_json",
    "from_kafka",
    "to_json",
    "to_json_as_it_is",
    "to_kafka",
]

JSON_TYPE = "application/cloudevents+json"
PROTOBUF_TYPE = "application/protobuf"

Headers = Sequence[tuple[str, bytes]]


class NotACloudEvent(ValueError):
    """What was read is no CloudEvent of ours; the text says what is missing or wrong."""


def to_json(event: Event, registry: Registry) -> bytes:
    """The structured form, with the message as JSON in `data`; a zero and an empty list are written out."""
    data = MessageToDict(registry.parse(event), always_print_fields_with_no_presence=True)
    if event.shown_fields is not None:
        data = {name: value for name, value in data.items() if name in event.shown_fields}
    return orjson.dumps({**_attributes(event), "datacontenttype": "application/json", "data": data})


def to_json_as_it_is(event: Event) -> bytes:
    """The structured form of an event whose message cannot be read: its bytes as they are, in `data_base64`."""
    data = base64.b64encode(event.payload).decode()
    return orjson.dumps({**_attributes(event), "datacontenttype": PROTOBUF_TYPE, "data_base64": data})


def from_json(document: bytes | str | Mapping[str, Any], registry: Registry) -> Event:
    """Reads the structured form; fields that this process does not know yet are skipped."""
    attributes = orjson.loads(document) if isinstance(document, bytes | str) else document
    event_type = registry.named(_required(attributes, "type"))
    if "data_base64" in attributes:
        return _event(attributes, event_type.topic, base64.b64decode(attributes["data_base64"]))
    message = ParseDict(_required(attributes, "data"), event_type.message(), ignore_unknown_fields=True)
    return _event(attributes, event_type.topic, message.SerializeToString(deterministic=True))


def to_kafka(event: Event) -> list[tuple[str, bytes]]:
    """The headers of the binary form; the record's key is the event's key and its value the bare message."""
    headers = [(f"ce_{name}", value.encode()) for name, value in _attributes(event).items()]
    return [*headers, ("content-type", PROTOBUF_TYPE.encode())]


def from_kafka(topic: str, headers: Headers, value: bytes) -> Event:
    """Reads the binary form."""
    attributes = {name[3:]: text.decode() for name, text in headers if name.startswith("ce_")}
    return _event(attributes, topic, value)


def _attributes(event: Event) -> dict[str, str]:
    attributes = {
        "specversion": "1.0",
        "id": str(event.event_id),
        "source": event.source,
        "type": event.type,
        "subject": event.subject,
        "time": event.time.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z"),
        "dataschema": event.dataschema,
        # Twenty digits: as text it sorts as the number does.
        "sequence": f"{event.position:020}",
        "partitionkey": event.key,
        "aggregateversion": str(event.version),
    }
    return attributes if event.traceparent is None else attributes | {"traceparent": event.traceparent}


def _event(attributes: Mapping[str, Any], topic: str, payload: bytes) -> Event:
    if _required(attributes, "specversion") != "1.0":
        raise NotACloudEvent(f"specversion is {attributes['specversion']!r}; only 1.0 is read.")
    return Event(
        position=int(_required(attributes, "sequence")),
        event_id=UUID(_required(attributes, "id")),
        topic=topic,
        key=_required(attributes, "partitionkey"),
        version=int(_required(attributes, "aggregateversion")),
        type=_required(attributes, "type"),
        subject=_required(attributes, "subject"),
        source=_required(attributes, "source"),
        dataschema=_required(attributes, "dataschema"),
        traceparent=attributes.get("traceparent"),
        time=datetime.fromisoformat(_required(attributes, "time")),
        payload=payload,
    )


def _required(attributes: Mapping[str, Any], name: str) -> Any:
    try:
        return attributes[name]
    except KeyError:
        raise NotACloudEvent(f"The attribute {name!r} is missing.") from None

"""Every event ever recorded is still read, by us and by the official SDKs, in both encodings."""

import json
from pathlib import Path
from typing import Any

import pytest
from cloudevents.core.bindings.http import HTTPMessage, from_structured
from cloudevents.core.bindings.kafka import KafkaMessage, from_binary
from cloudevents.core.formats.json import JSONFormat

from chassis.events.cloudevents import Registry, from_json, from_kafka, to_json, to_kafka
from contracts.catalogue import everything

from .conftest import HERE, Node, Recording


class BytesFormat(JSONFormat):
    """JSON for attributes, and the value as it is: a Protobuf message is no text."""

    def read_data(self, body: bytes, datacontenttype: str | None) -> bytes:
        return body


def test_every_event_is_recorded_and_nothing_recorded_has_lost_its_event() -> None:
    recorded = {path.stem for path in Path(HERE / "recorded").glob("*.json")}

    assert recorded == {event_type.name for event_type in everything()}


def test_both_encodings_are_one_event(recorded: Recording, registry: Registry) -> None:
    event = from_kafka(recorded.topic, recorded.headers, recorded.value)

    assert from_json(recorded.document, registry) == event
    assert event.key == recorded.key


def test_what_is_written_today_is_what_was_recorded(recorded: Recording, registry: Registry) -> None:
    event = from_json(recorded.document, registry)

    told, then = json.loads(to_json(event, registry)), dict(recorded.document)
    # A field that was added since stands there empty.
    assert told.pop("data").items() >= then.pop("data").items()
    assert told.items() >= then.items()
    assert set(to_kafka(event)) >= set(recorded.headers)


def test_the_python_sdk_reads_the_record_on_kafka(recorded: Recording) -> None:
    message = KafkaMessage(headers=dict(recorded.headers), key=recorded.key, value=recorded.value)

    event = from_binary(message, BytesFormat())

    assert event.get_type() == recorded.type.name
    assert event.get_extension("partitionkey") == recorded.key
    assert event.get_data() == recorded.value


def test_the_python_sdk_reads_the_json(recorded: Recording) -> None:
    body = json.dumps(recorded.document).encode()
    message = HTTPMessage(headers={"content-type": "application/cloudevents+json"}, body=body)

    event = from_structured(message, JSONFormat())

    assert event.get_id() == recorded.document["id"]
    assert event.get_extension("sequence") == recorded.document["sequence"]
    assert event.get_data() == recorded.document["data"]


@pytest.mark.node
def test_the_javascript_sdk_reads_both(recordings: list[Recording], node: Node) -> None:
    given = [
        {
            "json": each.document,
            "headers": {name: text.decode() for name, text in each.headers},
            "value": each.value.hex(),
        }
        for each in recordings
    ]

    read: list[dict[str, Any]] = node("read_cloudevents.mjs", given)

    assert [each["structured"] for each in read] == [
        {
            "id": r.document["id"],
            "type": r.type.name,
            "sequence": r.document["sequence"],
            "data": r.document["data"],
        }
        for r in recordings
    ]
    assert [each["binary"] for each in read] == [
        {"id": r.document["id"], "type": r.type.name, "partitionkey": r.key, "data": r.value.hex()}
        for r in recordings
    ]


@pytest.mark.node
def test_a_javascript_reader_needs_only_the_proto_files(recordings: list[Recording], node: Node) -> None:
    given = [
        {"message": each.type.message.DESCRIPTOR.full_name, "file": each.type.message.DESCRIPTOR.file.name}
        | {"value": each.value.hex()}
        for each in recordings
    ]

    read = node("read_protobuf.mjs", {"root": str(HERE.parents[1] / "proto"), "events": given})

    assert [each[recordings[n].type.key] for n, each in enumerate(read)] == [each.key for each in recordings]

"""A message that has grown reaches a reader that has not."""

from dataclasses import replace

import pytest
from google.protobuf.unknown_fields import UnknownFieldSet

from chassis.events.cloudevents import NotACloudEvent, Registry, from_json, from_kafka, to_json
from chassis.events.registry import UnknownEventType
from contracts.catalogue import published_by
from contracts.enrollment.v1 import StudentEnrolled

from .conftest import PUBLIC_URL, Recording

ENROLLED = next(each for each in published_by("enrollment") if each.message is StudentEnrolled)
FIELD_99 = b"\x9a\x06\x03new"


def test_a_field_added_since_reaches_an_old_reader_of_kafka_unharmed(registry: Registry) -> None:
    old = Recording(ENROLLED)

    event = from_kafka(old.topic, old.headers, old.value + FIELD_99)

    message = registry.parse(event)
    assert isinstance(message, StudentEnrolled)
    assert message.grade == 5
    assert UnknownFieldSet(message)[0].field_number == 99


def test_a_field_added_since_reaches_an_old_reader_of_json_unharmed(registry: Registry) -> None:
    old = Recording(ENROLLED)
    grown = old.document | {"data": old.document["data"] | {"added": "new"}, "newextension": "1"}

    event = from_json(grown, registry)

    assert event.payload == old.value


def test_a_zero_is_written_out_for_readers_of_json(registry: Registry) -> None:
    kindergarten = StudentEnrolled(student_id="s", grade=0)
    event = replace(
        from_json(Recording(ENROLLED).document, registry), payload=kindergarten.SerializeToString()
    )

    assert b'"grade":0' in to_json(event, registry)


def test_an_event_of_an_unknown_type_is_named(registry: Registry) -> None:
    document = Recording(ENROLLED).document | {"type": "bilim.enrollment.StudentEnrolled.v2"}

    with pytest.raises(UnknownEventType, match=r"StudentEnrolled\.v2"):
        from_json(document, registry)


@pytest.mark.parametrize("attribute", ["specversion", "id", "sequence", "partitionkey", "aggregateversion"])
def test_an_event_without_an_attribute_is_refused_by_name(attribute: str, registry: Registry) -> None:
    document = {name: value for name, value in Recording(ENROLLED).document.items() if name != attribute}

    with pytest.raises(NotACloudEvent, match=attribute):
        from_json(document, registry)


def test_the_address_of_a_schema_is_absolute() -> None:
    registry = Registry([ENROLLED], public_url=f"{PUBLIC_URL}/")

    url = registry.outgoing(StudentEnrolled(student_id="s")).dataschema

    assert url == f"{PUBLIC_URL}/schemas/bilim.enrollment.StudentEnrolled/v1.binpb"

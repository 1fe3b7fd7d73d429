"""What the descriptors say of every event, and the rules that every event keeps."""

import re

import pytest
from google.protobuf.descriptor_pool import DescriptorPool

from contracts.catalogue import EventType, everything, published_by, services
from contracts.enrollment.v1 import StudentEnrolled

EVERYTHING = everything()
PERSONAL = re.compile(r"name|birth|document|address|phone|email|iin|snils|pin\b")
OF_PLACES = {"SchoolRegistered.name", "SchoolRenamed.name", "DistrictChanged.name"}

every_event = pytest.mark.parametrize("event", EVERYTHING, ids=lambda event: event.name)


def test_an_event_is_found_by_its_service() -> None:
    enrolled = next(each for each in published_by("enrollment") if each.message is StudentEnrolled)

    assert enrolled.name == "bilim.enrollment.StudentEnrolled.v1"
    assert enrolled.topic == "bilim.enrollment.student.v1"
    assert enrolled.key == "student_id"
    assert "ejournal" in enrolled.consumers


def test_only_the_four_services_publish() -> None:
    assert services() == ("ejournal", "enrollment", "inventory", "training")


@every_event
def test_an_event_says_its_topic_key_and_what_it_tells_of_people(event: EventType) -> None:
    assert re.fullmatch(rf"bilim\.{event.service}\.[a-z-]+\.v\d+", event.topic)
    assert event.key in event.message.DESCRIPTOR.fields_by_name
    assert event.personal_data in {"NONE", "PSEUDONYMOUS", "RESTRICTED"}
    assert event.channel.partitions >= 1
    assert event.channel.retention_days in range(7, 31)


@every_event
def test_a_name_travels_on_a_restricted_channel_only(event: EventType) -> None:
    message = event.message.DESCRIPTOR
    personal = {f"{message.name}.{field.name}" for field in message.fields if PERSONAL.search(field.name)}

    assert not personal - OF_PLACES or event.topic.endswith(".person.v1")


@every_event
def test_a_reader_without_our_code_can_load_the_descriptors(event: EventType) -> None:
    pool = DescriptorPool()

    for file in event.descriptors().file:
        pool.Add(file)

    assert event.key in pool.FindMessageTypeByName(event.message.DESCRIPTOR.full_name).fields_by_name


@every_event
def test_the_proto_file_is_there_with_its_comments(event: EventType) -> None:
    assert f"\nmessage {event.message.DESCRIPTOR.name} {{" in event.source
    assert re.search(rf"// .+\nmessage {event.message.DESCRIPTOR.name} ", event.source)


@every_event
def test_every_field_is_explained_unless_its_type_explains_it(event: EventType) -> None:
    body = event.source.split(f"message {event.message.DESCRIPTOR.name} {{")[1].split("\n}\n")[0]
    for field in event.message.DESCRIPTOR.fields:
        if field.message_type is None and field.enum_type is None:
            assert re.search(rf"// .+\n\s+[\w ]+ {field.name} = {field.number};", body), field.name

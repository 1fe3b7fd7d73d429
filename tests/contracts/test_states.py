"""What the channels promise of states is what the services keep."""

import pytest

from chassis.events.kafka.state_records import states_topic
from contracts.catalogue import channels, everything, opened_on_kafka
from devhost.services import ALL


@pytest.mark.parametrize("service", ALL)
def test_a_channel_has_states_if_its_service_can_read_them(service: str) -> None:
    promised = {channel.topic for channel in channels(service) if channel.has_states}

    assert promised == {snapshot.topic for snapshot in ALL[service].snapshots}


def test_contracts_and_publishers_give_a_topic_of_states_the_same_name() -> None:
    promised = [channel for channel in channels() if channel.states]

    assert [channel.states for channel in promised] == [states_topic(channel.topic) for channel in promised]


def test_a_contract_opens_its_topic_with_the_states_and_never_a_topic_with_names() -> None:
    assert opened_on_kafka("bilim.inventory.school.v1") == (
        "bilim.inventory.school.v1",
        "bilim.inventory.school.snapshot.v1",
    )
    named = {each.topic for each in everything() if each.personal_data == "RESTRICTED"}
    assert named >= {each.topic for service in ALL.values() for each in service.snapshots if each.is_personal}
    assert [opened_on_kafka(topic) for topic in named] == [()] * len(named)

"""What training knows of the contracts that the ministry keeps in inventory."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from google.protobuf.message import Message
from google.protobuf.timestamp_pb2 import Timestamp

from chassis.events.contracts import Contracts, NoContract
from chassis.ids import new_id
from chassis.testing.surroundings import Surroundings
from contracts.inventory import v1
from training.messaging.consumed import HEARS
from training.persistence.unit_of_work import SqlTrainingUnit

Training = Surroundings[SqlTrainingUnit]
CONTRACT, DISTRICT = str(new_id()), str(new_id())
TOPIC = "bilim.training.teacher.v1"


def _at(year: int) -> Timestamp:
    instant = Timestamp()
    instant.FromDatetime(datetime(year, 1, 1, tzinfo=UTC))
    return instant


def _agreed(kind: Any = v1.ContractAgreed, *, version: int = 1, **more: Any) -> Message:
    said: dict[str, Any] = {
        "contract_id": CONTRACT,
        "client": "office",
        "purpose": v1.ContractPurpose.CONTRACT_PURPOSE_STATISTICS,
        "topics": [v1.ContractTopic(topic=TOPIC, fields=["category"])],
        "district_ids": [DISTRICT],
        "valid_from": _at(2026),
        "valid_until": _at(2099),
    }
    message: Message = kind(version=version, **(said | more))
    return message


async def hear(training: Training, *messages: Message) -> None:
    handlers: Any = HEARS[0].handlers
    for message in messages:
        await handlers[f"bilim.inventory.{type(message).__name__}.v1"](message, training.work)


async def test_what_is_agreed_opens_here_too(training: Training) -> None:
    await hear(training, _agreed(), _agreed())

    (known,) = await Contracts(training.pool).in_force([UUID(CONTRACT)])
    assert known.topics == {TOPIC: frozenset({"category"})}
    assert known.places == frozenset({UUID(DISTRICT)})


async def test_an_amendment_replaces_what_was_known_and_what_comes_late_does_not(training: Training) -> None:
    everything = {
        "topics": [v1.ContractTopic(topic=TOPIC, all_fields=True)],
        "district_ids": [],
        "is_countrywide": True,
    }

    await hear(training, _agreed(v1.ContractAmended, version=2, **everything), _agreed())

    (known,) = await Contracts(training.pool).in_force([UUID(CONTRACT)])
    assert (known.topics, known.places) == ({TOPIC: None}, None)


async def test_what_has_ended_is_closed_here_too(training: Training) -> None:
    await hear(
        training, _agreed(), v1.ContractEnded(contract_id=CONTRACT, version=2, reason="Over.", at=_at(2026))
    )

    with pytest.raises(NoContract):
        await Contracts(training.pool).sight_of([UUID(CONTRACT)])

"""What training keeps of what the registry tells it; telling it twice changes nothing."""

from typing import Any
from uuid import UUID

import pytest
from google.protobuf.message import Message

from chassis.ids import new_id
from chassis.testing.surroundings import Surroundings
from contracts.catalogue import everything
from contracts.inventory.v1 import DistrictChanged, SchoolRegistered
from training.messaging.consumed import HEARS
from training.persistence.unit_of_work import SqlTrainingUnit

Training = Surroundings[SqlTrainingUnit]
A, B = str(new_id()), str(new_id())


@pytest.mark.parametrize(
    ("message", "asked"),
    [
        (
            DistrictChanged(district_id=A, region_id=B, code="sergokala"),
            "select id, region_id from district",
        ),
        (SchoolRegistered(school_id=A, district_id=B), "select id, district_id from school"),
    ],
)
async def test_what_is_heard_twice_is_kept_once(training: Training, message: Message, asked: str) -> None:
    name = f"bilim.inventory.{type(message).__name__}.v1"
    handle: Any = next(each.handlers[name] for each in HEARS if name in each.handlers)

    await handle(message, training.work)
    await handle(message, training.work)

    assert [tuple(row) for row in await training.pool.fetch(asked)] == [(UUID(A), UUID(B))]
    assert await training.told() == []


def test_what_training_hears_is_meant_for_it() -> None:
    meant = {each.name for each in everything() if "training" in each.consumers}

    assert {name for subscription in HEARS for name in subscription.handlers} <= meant

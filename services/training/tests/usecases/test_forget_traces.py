"""What was set aside of somebody who is forgotten says their name no more, and neither does its error."""

from typing import Any
from uuid import UUID

from chassis.ids import new_id
from contracts.enrollment.v1 import PersonErased
from training.messaging.consumed import on_person_erased

NAME = "Канарейкина Амина"


async def park(training: Any, person: UUID) -> None:
    event = {
        "type": "bilim.training.PersonChanged.v1",
        "data": {"personId": str(person), "displayName": NAME, "sortKey": {"ru": NAME}},
    }
    await training.pool.execute(
        "insert into parked (consumer, key, position, event, error, attempts) values ('c', $1, $2, $3, $4, 3)",
        str(person),
        person.int % 1_000_000,
        event,
        f"CheckViolationError: Failing row contains ({NAME})",
    )


async def test_the_name_goes_from_what_was_set_aside(training: Any) -> None:
    person, another = new_id(), new_id()
    await park(training, person)
    await park(training, another)

    await on_person_erased(PersonErased(person_id=str(person)), training.work)

    parked = {
        row["key"]: f"{row['event']} {row['error']}"
        for row in await training.pool.fetch("select key, event, error from parked")
    }
    assert NAME not in parked[str(person)]
    assert parked[str(person)].endswith("CheckViolationError")
    assert NAME in parked[str(another)]


async def test_the_key_of_a_repeated_request_goes(training: Any) -> None:
    person = new_id()
    await training.pool.execute(
        "insert into idempotency (subject, operation, key, input_hash, result) values ('s', 'o', $1, '', $2)",
        new_id(),
        str(person),
    )

    await on_person_erased(PersonErased(person_id=str(person)), training.work)

    assert await training.pool.fetchval("select count(*) from idempotency") == 0

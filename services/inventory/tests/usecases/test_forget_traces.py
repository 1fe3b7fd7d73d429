"""What was set aside of somebody who is forgotten says their name no more, and neither does its error."""

from typing import Any
from uuid import UUID

from chassis.ids import new_id
from contracts.training.v1 import PersonErased
from inventory.messaging.consumed import on_staff_erased

NAME = "Канарейкина Амина"


async def park(inventory: Any, person: UUID) -> None:
    event = {
        "type": "bilim.training.PersonChanged.v1",
        "data": {"personId": str(person), "displayName": NAME, "sortKey": {"ru": NAME}},
    }
    await inventory.pool.execute(
        "insert into parked (consumer, key, position, event, error, attempts) values ('c', $1, $2, $3, $4, 3)",
        str(person),
        person.int % 1_000_000,
        event,
        f"CheckViolationError: Failing row contains ({NAME})",
    )


async def test_the_name_goes_from_what_was_set_aside(inventory: Any) -> None:
    person, another = new_id(), new_id()
    await park(inventory, person)
    await park(inventory, another)

    await on_staff_erased(PersonErased(person_id=str(person)), inventory.work)

    parked = {
        row["key"]: f"{row['event']} {row['error']}"
        for row in await inventory.pool.fetch("select key, event, error from parked")
    }
    assert NAME not in parked[str(person)]
    assert parked[str(person)].endswith("CheckViolationError")
    assert NAME in parked[str(another)]


async def test_the_key_of_a_repeated_request_goes(inventory: Any) -> None:
    person = new_id()
    await inventory.pool.execute(
        "insert into idempotency (subject, operation, key, input_hash, result) values ('s', 'o', $1, '', $2)",
        new_id(),
        str(person),
    )

    await on_staff_erased(PersonErased(person_id=str(person)), inventory.work)

    assert await inventory.pool.fetchval("select count(*) from idempotency") == 0

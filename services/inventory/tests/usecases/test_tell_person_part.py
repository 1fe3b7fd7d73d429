"""Inventory answers with what it holds of a person, and only who asked can read it."""

from typing import Any

import orjson

from chassis.ids import new_id
from chassis.sealed_parts import SealedPart, new_key_pair, unseal
from chassis.settings import platform_settings
from contracts.enrollment.v1 import PersonExportRequested
from contracts.inventory.v1 import PersonPartSealed
from inventory.messaging.consumed import on_person_export_requested


async def answer(inventory: Any, person: Any, *, account: str | None = None) -> dict[str, Any]:
    private, public = new_key_pair()
    question = PersonExportRequested(
        export_id=str(new_id()),
        person_id=str(person),
        kind="PERSON_KIND_TEACHER",
        public_key=public,
        account=account,
    )

    await on_person_export_requested(question, inventory.work)

    (told,) = await inventory.told_of(PersonPartSealed)
    part, secret = SealedPart(told.sealed, told.signature), platform_settings().secret
    held: dict[str, Any] = orjson.loads(
        unseal(part, private_key=private, question=question.export_id, secret=secret)
    )
    return held


async def test_of_a_pupil_or_a_stranger_it_is_said_that_nothing_is_held(inventory: Any) -> None:
    assert await answer(inventory, new_id()) == {"holdsNothing": True, "tables": {}}


async def test_what_an_account_changed_is_told_to_whose_it_is(inventory: Any) -> None:
    await inventory.pool.execute(
        "insert into change_audit (id, at, actor, action, aggregate, aggregate_id, number, request_id, detail, hash)"
        " values ($1, now(), 'ali', 'register_asset', 'Asset', $2, 1, 'r', '{}', '')",
        new_id(),
        new_id(),
    )

    held = await answer(inventory, new_id(), account="ali")

    assert [each["action"] for each in held["tables"]["ownChanges"]] == ["register_asset"]

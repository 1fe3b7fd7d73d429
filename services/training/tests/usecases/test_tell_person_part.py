"""Training answers with what it holds of a person, and only who asked can read it."""

from typing import Any

import orjson

from chassis.ids import new_id
from chassis.sealed_parts import SealedPart, new_key_pair, unseal
from chassis.settings import platform_settings
from contracts.enrollment.v1 import PersonExportRequested
from contracts.training.v1 import PersonPartSealed
from training.domain.ids import TeacherId
from training.messaging.consumed import on_person_export_requested


async def answer(training: Any, person: Any, *, account: str | None = None) -> dict[str, Any]:
    private, public = new_key_pair()
    question = PersonExportRequested(
        export_id=str(new_id()),
        person_id=str(person),
        kind="PERSON_KIND_TEACHER",
        public_key=public,
        account=account,
    )

    await on_person_export_requested(question, training.work)

    (told,) = await training.told_of(PersonPartSealed)
    part, secret = SealedPart(told.sealed, told.signature), platform_settings().secret
    held: dict[str, Any] = orjson.loads(
        unseal(part, private_key=private, question=question.export_id, secret=secret)
    )
    return held


async def test_a_teacher_s_name_and_employments_are_told(training: Any, teacher: TeacherId) -> None:
    held = await answer(training, teacher)

    assert held["holdsNothing"] is False
    assert held["tables"]["teacher"][0]["display_name"] == "Алиев Али Магомедович"
    assert held["tables"]["employment"][0]["subjects"] == ["math", "physics"]


async def test_of_somebody_unknown_it_is_said_that_nothing_is_held(training: Any) -> None:
    assert await answer(training, new_id()) == {"holdsNothing": True, "tables": {}}

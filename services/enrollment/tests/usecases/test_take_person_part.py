"""A part is taken once, for a question that was asked here."""

from typing import Any
from uuid import UUID

from chassis.ids import new_id
from chassis.sealed_parts import new_key_pair
from chassis.testing.surroundings import anybody
from enrollment.domain.ids import StudentId
from enrollment.domain.person import RecordOf
from enrollment.usecases.export_person import ExportPerson, export_person
from enrollment.usecases.take_person_part import TakePersonPart, take_person_part


async def answer(export: UUID, told: dict[str, Any], enrollment: Any) -> None:
    def opened(_key: bytes) -> dict[str, Any]:
        return told

    await take_person_part(TakePersonPart(export, "ejournal"), work=enrollment.work, open_part=opened)


async def test_a_second_answer_changes_nothing(student: StudentId, enrollment: Any) -> None:
    export = await export_person(
        ExportPerson(student, RecordOf.STUDENT, "director"),
        work=enrollment.work,
        permit=anybody,
        new_id=new_id,
        new_key_pair=new_key_pair,
    )

    await answer(export, {"stays": [1]}, enrollment)
    await answer(export, {"stays": [2]}, enrollment)

    assert (await enrollment.pool.fetchval("select document from person_export"))["ejournal"] == {
        "stays": [1]
    }


async def test_an_answer_to_a_question_that_was_never_asked_is_let_go(enrollment: Any) -> None:
    def never(_key: bytes) -> dict[str, Any]:
        raise AssertionError

    await take_person_part(TakePersonPart(new_id(), "ejournal"), work=enrollment.work, open_part=never)

    assert await enrollment.pool.fetchval("select count(*) from person_export") == 0

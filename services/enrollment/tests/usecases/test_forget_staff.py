"""Of a member of staff nothing is kept but what was put together of them: that goes."""

from typing import Any

from chassis.ids import new_id
from chassis.sealed_parts import new_key_pair
from chassis.testing.surroundings import anybody
from contracts.training.v1 import PersonErased
from enrollment.domain.person import RecordOf
from enrollment.messaging.consumed import on_staff_erased
from enrollment.usecases.export_person import ExportPerson, export_person


async def test_an_export_of_a_teacher_goes_and_another_s_stays(enrollment: Any) -> None:
    teacher, another = new_id(), new_id()
    for person in (teacher, another):
        await export_person(
            ExportPerson(person, RecordOf.TEACHER, "themselves", is_own=True),
            work=enrollment.work,
            permit=anybody,
            new_id=new_id,
            new_key_pair=new_key_pair,
        )

    await on_staff_erased(PersonErased(person_id=str(teacher)), enrollment.work)

    assert [
        row["person_id"] for row in await enrollment.pool.fetch("select person_id from person_export")
    ] == [another]

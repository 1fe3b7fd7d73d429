"""A person is forgotten by order; what was put together of them goes too."""

from datetime import date
from typing import Any

import pytest

from chassis.ids import new_id
from chassis.sealed_parts import new_key_pair
from chassis.testing.surroundings import anybody
from enrollment.domain.ids import StudentId
from enrollment.domain.order import Order
from enrollment.domain.person import PersonKind, RecordOf
from enrollment.domain.refusals import NotFound
from enrollment.usecases.erase_person import ErasePerson, erase_person
from enrollment.usecases.export_person import ExportPerson, export_person

ORDER = Order("9-З", date(2026, 11, 20))
NOVEMBER_20 = date(2026, 11, 20)


async def erase(enrollment: Any, person: Any) -> None:
    command = ErasePerson(person, PersonKind.STUDENT, ORDER)
    await erase_person(command, work=enrollment.work, permit=anybody, today=lambda _zone: NOVEMBER_20)


async def test_exports_go_with_the_name(student: StudentId, enrollment: Any) -> None:
    await export_person(
        ExportPerson(student, RecordOf.STUDENT, "director"),
        work=enrollment.work,
        permit=anybody,
        new_id=new_id,
        new_key_pair=new_key_pair,
    )

    await erase(enrollment, student)

    assert await enrollment.pool.fetchval("select count(*) from person_export") == 0
    assert await enrollment.pool.fetchval("select erased_on from erased_person") == NOVEMBER_20


async def test_nobody_is_not_forgotten(enrollment: Any) -> None:
    with pytest.raises(NotFound):
        await erase(enrollment, new_id())

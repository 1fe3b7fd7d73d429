"""Who has left a school can be forgotten by order; who works there cannot."""

from datetime import date
from typing import Any

import pytest

from chassis.ids import new_id
from chassis.testing.surroundings import anybody
from contracts.training.v1 import PersonChanged, PersonErased
from training.domain.ids import SchoolId, TeacherId
from training.domain.order import Order
from training.domain.refusals import NotFound, OrderNumberMissing, StillEmployed
from training.usecases.erase_staff import EraseStaff, erase_staff
from training.usecases.record_staff_left import RecordStaffLeft, record_staff_left

NOVEMBER_20 = date(2026, 11, 20)


async def leave(training: Any, teacher: TeacherId, school: SchoolId) -> None:
    await record_staff_left(
        RecordStaffLeft(teacher, school, date(2026, 11, 1)), work=training.work, permit=anybody
    )


async def erase(training: Any, teacher: TeacherId) -> None:
    command = EraseStaff(teacher, Order("9-З", NOVEMBER_20))
    await erase_staff(command, work=training.work, permit=anybody, today=lambda: NOVEMBER_20)


async def test_the_name_goes_from_rows_and_events_and_the_employment_stays(
    training: Any, teacher: TeacherId, school: SchoolId
) -> None:
    await leave(training, teacher, school)

    await erase(training, teacher)

    row = await training.pool.fetchrow("select display_name, sort_key from teacher")
    assert tuple(row) == ("", {})
    assert await training.pool.fetchval("select category from employment") == "TEACHER"
    assert [told.display_name for told in await training.told_of(PersonChanged)] == [""]
    (told,) = await training.told_of(PersonErased)
    assert (told.person_id, told.erased_on) == (str(teacher), "2026-11-20")
    assert list(told.school_ids) == [str(school)]


async def test_who_is_at_work_is_not_forgotten(training: Any, teacher: TeacherId) -> None:
    with pytest.raises(StillEmployed):
        await erase(training, teacher)

    assert await training.pool.fetchval("select display_name from teacher")


async def test_nobody_is_not_forgotten(training: Any) -> None:
    with pytest.raises(NotFound):
        await erase(training, TeacherId(new_id()))


def test_an_order_has_a_number() -> None:
    with pytest.raises(OrderNumberMissing):
        Order("  ", NOVEMBER_20)

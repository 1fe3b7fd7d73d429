"""A person no longer works in a school."""

from datetime import date

import pytest

from chassis.testing.surroundings import Surroundings, anybody
from contracts.training.v1 import StaffLeft
from training.domain.ids import SchoolId, TeacherId
from training.domain.refusals import NotEmployed
from training.persistence.unit_of_work import SqlTrainingUnit
from training.usecases.record_staff_left import RecordStaffLeft, record_staff_left

Training = Surroundings[SqlTrainingUnit]
NOVEMBER_1 = date(2026, 11, 1)


async def test_who_left_is_told_with_the_school_and_the_day(
    training: Training, teacher: TeacherId, school: SchoolId
) -> None:
    command = RecordStaffLeft(teacher, school, NOVEMBER_1)

    await record_staff_left(command, work=training.work, permit=anybody)

    (told,) = await training.told_of(StaffLeft)
    assert (told.teacher_id, told.school_id, told.left_on) == (str(teacher), str(school), "2026-11-01")


async def test_who_does_not_work_there_cannot_leave(
    training: Training, teacher: TeacherId, branch: SchoolId
) -> None:
    with pytest.raises(NotEmployed):
        await record_staff_left(
            RecordStaffLeft(teacher, branch, NOVEMBER_1), work=training.work, permit=anybody
        )


async def test_who_has_left_cannot_leave_again(
    training: Training, teacher: TeacherId, school: SchoolId
) -> None:
    command = RecordStaffLeft(teacher, school, NOVEMBER_1)
    await record_staff_left(command, work=training.work, permit=anybody)

    with pytest.raises(NotEmployed):
        await record_staff_left(command, work=training.work, permit=anybody)

    assert len(await training.told_of(StaffLeft)) == 1

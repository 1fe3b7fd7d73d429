"""The latest states of training say what its events said, and what came of it."""

from datetime import date
from typing import Any

from chassis.events.snapshots import Snapshots
from chassis.ids import new_id
from chassis.testing.surroundings import Surroundings, anybody
from contracts.training import v1
from training.domain.ids import SchoolId, TeacherId
from training.persistence.snapshots import SNAPSHOTS
from training.persistence.unit_of_work import SqlTrainingUnit
from training.usecases.record_staff_left import RecordStaffLeft, record_staff_left
from training.usecases.register_staff import RegisterStaff

Training = Surroundings[SqlTrainingUnit]


async def state_of(training: Training, name: str, key: TeacherId) -> list[Any]:
    snapshots = Snapshots(training.pool, SNAPSHOTS, service="training", registry=training.registry)
    page = await snapshots.page(name, after=None)
    return [training.registry.parse(event) for event in page.events if event.key == str(key)]


async def test_a_teacher_is_what_was_told(training: Training, teacher: TeacherId) -> None:
    (registered,) = await training.told_of(v1.StaffRegistered)
    (named,) = await training.told_of(v1.PersonChanged)

    assert await state_of(training, "teachers", teacher) == [registered]
    assert await state_of(training, "persons", teacher) == [named]


async def test_who_left_is_told_to_have_left(
    training: Training, teacher: TeacherId, school: SchoolId, ali: RegisterStaff
) -> None:
    command = RecordStaffLeft(teacher, school, date(2026, 11, 1))
    await record_staff_left(command, work=training.work, permit=anybody)

    kinds = [type(message) for message in await state_of(training, "teachers", teacher)]

    assert kinds == [v1.StaffRegistered, v1.StaffLeft]


async def test_somebody_whom_nobody_knows_has_no_state(training: Training) -> None:
    assert await state_of(training, "teachers", TeacherId(new_id())) == []

"""The latest states of enrollment say what its events said, and what came of it."""

from typing import Any

from chassis.clock import now
from chassis.events.snapshots import Snapshots
from chassis.ids import new_id
from chassis.testing.surroundings import Surroundings, anybody
from contracts.enrollment import v1
from enrollment.domain.guardianship import GuardianshipKind
from enrollment.domain.ids import GuardianId, StudentId
from enrollment.persistence.snapshots import SNAPSHOTS
from enrollment.persistence.unit_of_work import SqlEnrollmentUnit
from enrollment.usecases.link_guardian import LinkGuardian, link_guardian
from enrollment.usecases.unlink_guardian import UnlinkGuardian, unlink_guardian

Enrollment = Surroundings[SqlEnrollmentUnit]


async def state_of(enrollment: Enrollment, name: str, key: StudentId) -> list[Any]:
    snapshots = Snapshots(enrollment.pool, SNAPSHOTS, service="enrollment", registry=enrollment.registry)
    page = await snapshots.page(name, after=None)
    return [enrollment.registry.parse(event) for event in page.events if event.key == str(key)]


async def test_a_pupil_is_what_was_told(enrollment: Enrollment, student: StudentId) -> None:
    (enrolled,) = await enrollment.told_of(v1.StudentEnrolled)
    (named,) = await enrollment.told_of(v1.PersonChanged)

    assert await state_of(enrollment, "students", student) == [enrolled]
    assert await state_of(enrollment, "persons", student) == [named]


async def test_a_guardianship_that_ended_is_told_to_have_ended(
    enrollment: Enrollment, student: StudentId, guardian: GuardianId
) -> None:
    command = LinkGuardian(student, guardian, GuardianshipKind.PARENT, now().date())
    await link_guardian(
        command, work=enrollment.work, permit=anybody, new_id=new_id, today=lambda _zone: now().date()
    )
    (granted,) = await enrollment.told_of(v1.GuardianshipGranted)

    assert await state_of(enrollment, "guardianships", student) == [granted]

    await unlink_guardian(
        UnlinkGuardian(student, guardian),
        work=enrollment.work,
        permit=anybody,
        today=lambda _zone: now().date(),
    )
    (ended,) = await enrollment.told_of(v1.GuardianshipEnded)
    assert await state_of(enrollment, "guardianships", student) == [granted, ended]


async def test_who_was_forgotten_is_told_to_be_and_is_a_tombstone(
    enrollment: Enrollment, student: StudentId
) -> None:
    await enrollment.pool.execute(
        "insert into erased_person (id, kind, erased_on, order_number, order_date) "
        "values ($1, 'STUDENT', '2026-11-20', '9', '2026-11-20')",
        student,
    )
    snapshots = Snapshots(enrollment.pool, SNAPSHOTS, service="enrollment", registry=enrollment.registry)

    assert [type(message) for message in await state_of(enrollment, "persons", student)] == [v1.PersonErased]
    assert await snapshots.latest("bilim.enrollment.person.v1", str(student)) == []

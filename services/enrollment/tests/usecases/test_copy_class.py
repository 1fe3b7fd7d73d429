"""A class and its teachers, as the journal tells them."""

from chassis.ids import new_id
from chassis.testing.surroundings import Surroundings
from enrollment.domain.ids import ClassId, SchoolId, TeacherId
from enrollment.persistence.unit_of_work import SqlEnrollmentUnit
from enrollment.usecases.copy_class import CopyClass, copy_class

Enrollment = Surroundings[SqlEnrollmentUnit]
ALI, ZARINA = TeacherId(new_id()), TeacherId(new_id())


async def test_a_new_set_of_teachers_replaces_the_old_one(enrollment: Enrollment, school: SchoolId) -> None:
    first = CopyClass(ClassId(new_id()), ALI, [ALI, ZARINA, ALI], school)
    await copy_class(first, work=enrollment.work)

    await copy_class(CopyClass(first.id, None, [ZARINA]), work=enrollment.work)

    rows = await enrollment.pool.fetch("select school_id, class_teacher_id, teacher_ids from class")
    assert [tuple(row) for row in rows] == [(school, None, [ZARINA])]


async def test_teachers_of_a_class_that_nobody_has_told_of_are_kept(enrollment: Enrollment) -> None:
    await copy_class(CopyClass(ClassId(new_id()), ALI, [ZARINA]), work=enrollment.work)

    assert await enrollment.pool.fetchval("select class_teacher_id from class") == ALI

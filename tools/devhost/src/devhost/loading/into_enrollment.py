"""Tells enrollment of a school's pupils and of those who answer for them."""

from typing import Any

from chassis.work import Work
from devhost.loading.classes import LANGUAGE
from devhost.loading.giving import ids_from, installer
from devhost.loading.ids import stable_id
from devhost.loading.plan import SchoolPlan, SchoolYear
from enrollment.domain.guardianship import GuardianshipKind
from enrollment.domain.ids import AcademicYearId, GuardianId, SchoolId, StudentId
from enrollment.usecases.enrol_student import EnrolStudent, enrol_student
from enrollment.usecases.link_guardian import LinkGuardian, link_guardian
from enrollment.usecases.register_guardian import RegisterGuardian, register_guardian


async def pupils(year: SchoolYear, planned: SchoolPlan, work: Work[Any]) -> None:
    """All pupils, by one order on the first day of school."""
    for student in planned.families.students:
        command = EnrolStudent(
            school=SchoolId(planned.id),
            display_name=student.name.full,
            birth_date=student.birth_date,
            grade=student.grade,
            language=LANGUAGE,
            academic_year=AcademicYearId(year.id),
            order_number=f"{year.code}/{planned.row.number}",
            order_date=year.starts,
            enrolled_on=year.starts,
        )
        await enrol_student(command, work=work, permit=installer, new_id=ids_from(student.id))


async def guardians(year: SchoolYear, planned: SchoolPlan, work: Work[Any]) -> None:
    """Mothers and fathers, each with all their children of this school."""
    for guardian in planned.families.guardians:
        command = RegisterGuardian(SchoolId(planned.id), guardian.name.full)
        await register_guardian(command, work=work, permit=installer, new_id=ids_from(guardian.id))
        for ward in guardian.wards:
            link = LinkGuardian(
                StudentId(ward), GuardianId(guardian.id), GuardianshipKind.PARENT, from_date=year.starts
            )
            new_id = ids_from(stable_id(guardian.id, ward))
            await link_guardian(
                link, work=work, permit=installer, new_id=new_id, today=lambda _zone: year.starts
            )

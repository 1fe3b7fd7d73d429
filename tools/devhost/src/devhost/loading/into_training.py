"""Tells training who works in a school."""

from typing import Any

from chassis.work import Work
from devhost.loading.giving import ids_from, installer
from devhost.loading.people import Position
from devhost.loading.plan import SchoolPlan
from devhost.loading.teaching import subjects_by_teacher
from training.domain.ids import SchoolId
from training.domain.teacher import StaffCategory
from training.usecases.register_staff import RegisterStaff, register_staff

CATEGORIES = {
    Position.DIRECTOR: StaffCategory.MANAGER,
    Position.ICT_COORDINATOR: StaffCategory.ICT_COORDINATOR,
    Position.TEACHER: StaffCategory.TEACHER,
}


async def staff(planned: SchoolPlan, work: Work[Any]) -> None:
    """Everybody of the school's staff, with the subjects that they teach in it."""
    subjects = subjects_by_teacher(planned.teaching)
    for member in planned.staff:
        command = RegisterStaff(
            schools=[SchoolId(planned.id)],
            display_name=member.name.full,
            category=CATEGORIES[member.position],
            subjects=subjects.get(member.id, ()),
            hired_on=member.employed_since,
        )
        await register_staff(command, work=work, permit=installer, new_id=ids_from(member.id))

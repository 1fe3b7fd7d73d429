"""A person comes to work in one school or several."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from chassis.text import sort_keys
from training.domain.employment import Employment
from training.domain.ids import EmploymentId, SchoolId, TeacherId
from training.domain.teacher import StaffCategory, Teacher
from training.usecases.ports import NewId, Permit, TrainingWork, place_of


@dataclass(frozen=True, slots=True)
class RegisterStaff:
    """`hired_on` is None where it was not reported; `subjects` are codes."""

    schools: Sequence[SchoolId]
    display_name: str
    category: StaffCategory
    subjects: Sequence[str] = ()
    hired_on: date | None = None


async def register_staff(
    command: RegisterStaff, *, work: TrainingWork, permit: Permit, new_id: NewId
) -> TeacherId:
    """Registers a member of staff; gives the id, the first that `new_id` makes. Every school must be permitted."""
    async with work() as unit:
        for school in command.schools:
            permit("register_staff", place_of(await unit.schools.get(school)))
        teacher = Teacher.register(
            teacher_id=TeacherId(new_id()),
            display_name=command.display_name,
            sort_key=sort_keys({"ru": command.display_name}),
            schools=command.schools,
            category=command.category,
            subjects=command.subjects,
            hired_on=command.hired_on,
        )
        unit.teachers.add(teacher)
        for school in command.schools:
            unit.employments.add(_employment(EmploymentId(new_id()), teacher, school, command))
        return teacher.id


def _employment(
    employment: EmploymentId, teacher: Teacher, school: SchoolId, command: RegisterStaff
) -> Employment:
    return Employment(
        id=employment,
        teacher_id=teacher.id,
        school_id=school,
        category=command.category,
        subjects=list(command.subjects),
        hired_on=command.hired_on,
    )

"""A person no longer works in a school."""

from dataclasses import dataclass
from datetime import date

from training.domain.ids import EmploymentId, SchoolId, TeacherId
from training.domain.refusals import NotEmployed
from training.usecases.ports import Permit, TrainingWork, place_of


@dataclass(frozen=True, slots=True)
class RecordStaffLeft:
    """`left_on` is the first day not at work."""

    teacher: TeacherId
    school: SchoolId
    left_on: date


async def record_staff_left(command: RecordStaffLeft, *, work: TrainingWork, permit: Permit) -> EmploymentId:
    """Ends an employment; gives its id. Refuses where there is none, or where it has ended."""
    async with work() as unit:
        permit("record_staff_left", place_of(await unit.schools.get(command.school)))
        employments = await unit.employments.find_all(teacher_id=command.teacher, school_id=command.school)
        if not employments:
            raise NotEmployed
        employment = next((one for one in employments if one.left_on is None), employments[-1])
        employment.leave(on=command.left_on)
        return employment.id

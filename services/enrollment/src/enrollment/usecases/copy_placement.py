"""A pupil sits in a class, as the journal tells it: the teachers there may see the pupil."""

from dataclasses import dataclass
from datetime import date

from enrollment.domain.ids import ClassId, StudentId
from enrollment.usecases.ports import EnrollmentWork


@dataclass(frozen=True, slots=True)
class CopyPlacement:
    """`from_date` is the first day there."""

    school_class: ClassId
    student: StudentId
    from_date: date


async def copy_placement(told: CopyPlacement, *, work: EnrollmentWork) -> None:
    """Keeps what is told in the place of what was known of this pupil in this class."""
    async with work() as unit:
        await unit.placements.begin(told.school_class, told.student, on=told.from_date)

"""A pupil no longer sits in a class, as the journal tells it: the teachers there see the pupil no longer."""

from dataclasses import dataclass
from datetime import date

from enrollment.domain.ids import ClassId, StudentId
from enrollment.usecases.ports import EnrollmentWork


@dataclass(frozen=True, slots=True)
class CopyLeaving:
    """`until_date` is the first day not there."""

    school_class: ClassId
    student: StudentId
    until_date: date


async def copy_leaving(told: CopyLeaving, *, work: EnrollmentWork) -> None:
    """Keeps that the pupil has left this class."""
    async with work() as unit:
        await unit.placements.end(told.school_class, told.student, on=told.until_date)

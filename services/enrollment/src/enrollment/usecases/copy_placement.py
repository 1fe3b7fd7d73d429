"""Who sits in which class, as the journal tells it."""

from dataclasses import dataclass
from datetime import date

from enrollment.domain.ids import ClassId, StudentId
from enrollment.usecases.ports import EnrollmentWork


@dataclass(frozen=True, slots=True)
class Placement:
    """A pupil, a class, and the day from which it is so, or no longer so."""

    school_class: ClassId
    student: StudentId
    on: date


async def copy_placement(told: Placement, *, work: EnrollmentWork) -> None:
    """Keeps that the pupil sits there from this day on."""
    async with work() as unit:
        await unit.placements.begin(told.school_class, told.student, on=told.on)


async def end_placement(told: Placement, *, work: EnrollmentWork) -> None:
    """Keeps that the pupil sits there no longer."""
    async with work() as unit:
        await unit.placements.end(told.school_class, told.student, on=told.on)

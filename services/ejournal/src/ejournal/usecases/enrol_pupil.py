"""An order made a child a pupil of a school: the pupil gets a place, if one is free."""

from dataclasses import dataclass
from datetime import date

from ejournal.domain.ids import StayId, StudentId
from ejournal.domain.school_class import class_for_newcomer
from ejournal.domain.stay import Schooling, Stay
from ejournal.usecases.ports import EjournalWork, NewId


@dataclass(frozen=True, slots=True)
class EnrolPupil:
    """`on` is the first day as a pupil there."""

    student: StudentId
    schooling: Schooling
    on: date


async def enrol_pupil(command: EnrolPupil, *, work: EjournalWork, new_id: NewId) -> StayId:
    """Begins a stay in the class for a newcomer, or in none; gives its id.

    The fact is enrollment's and is not refused here: a pupil who is somewhere else leaves, and if the order names a
    day before that stay began, the new one begins where that did.
    """
    async with work() as unit:
        stay = await unit.stays.current(command.student)
        if stay and stay.schooling == command.schooling:
            return stay.id
        on = max(command.on, stay.from_date) if stay else command.on
        if stay:
            stay.end(on=on, school_class=await unit.classes.of(stay))
        begun = Stay.begin(
            stay_id=StayId(new_id()),
            student_id=command.student,
            schooling=command.schooling,
            on=on,
            school_class=class_for_newcomer(await unit.classes.parallel(command.schooling)),
        )
        unit.stays.add(begun)
        return begun.id

"""A pupil is no longer a pupil of a school: the place becomes free."""

from dataclasses import dataclass
from datetime import date

from ejournal.domain.ids import SchoolId, StudentId
from ejournal.usecases.ports import EjournalWork


@dataclass(frozen=True, slots=True)
class DismissPupil:
    """`on` is the first day not as a pupil there."""

    student: StudentId
    school: SchoolId
    on: date


async def dismiss_pupil(command: DismissPupil, *, work: EjournalWork) -> None:
    """Ends the stay in that school; a pupil who is not there any more stays where they are."""
    async with work() as unit:
        stay = await unit.stays.current(command.student)
        if stay and stay.school_id == command.school:
            left = await unit.classes.of(stay)
            stay.end(on=max(command.on, stay.from_date), school_class=left)

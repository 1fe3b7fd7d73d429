"""A pupil gets a place in a class, or moves to another class of the school."""

from dataclasses import dataclass
from datetime import date

from ejournal.domain.ids import ClassId, StayId, StudentId, TeacherId
from ejournal.domain.refusals import DayNotYetCome, NotFound
from ejournal.domain.school_class import SchoolClass
from ejournal.domain.stay import Stay
from ejournal.usecases.ports import EjournalUnit, EjournalWork, NewId, Permit, Today


@dataclass(frozen=True, slots=True)
class PlaceStudent:
    """`from_date` is the first day in the class, today unless said."""

    student: StudentId
    school_class: ClassId
    from_date: date | None = None


async def place_student(
    command: PlaceStudent, *, work: EjournalWork, permit: Permit, new_id: NewId, today: Today
) -> StudentId:
    """Places the pupil; gives the pupil's id. Refuses a full class and a day that another place has."""
    async with work() as unit:
        stay = await unit.stays.current(command.student)
        wanted, current = await _both_classes(command.school_class, stay, unit)
        school = await unit.copies.location(wanted.school_id)
        permit("place_student", school.facts(class_teachers=_teacher_of_both(wanted, current)))
        if stay is None or stay.school_id != wanted.school_id:
            raise NotFound(command.student)
        present_day = today(school.time_zone)
        on = command.from_date or max(present_day, stay.from_date)
        if on > max(present_day, stay.from_date):
            raise DayNotYetCome(present_day)
        unit.stays.add(stay.move(stay_id=StayId(new_id()), to=wanted, out_of=current, on=on))
        return stay.student_id


async def _both_classes(
    wanted: ClassId, stay: Stay | None, unit: EjournalUnit
) -> tuple[SchoolClass, SchoolClass | None]:
    current = stay.class_id if stay else None
    ids = {wanted, current} if current else {wanted}
    # Locked in the order of their ids, so that two pupils who change places do not wait for each other.
    found = {each: await unit.classes.get(each) for each in sorted(ids)}
    return found[wanted], found[current] if current else None


def _teacher_of_both(wanted: SchoolClass, current: SchoolClass | None) -> list[TeacherId]:
    """A class teacher may place a pupil who has no class yet, but takes nobody out of a colleague's class."""
    if wanted.class_teacher_id is None:
        return []
    own = current is None or current.class_teacher_id == wanted.class_teacher_id
    return [wanted.class_teacher_id] if own else []

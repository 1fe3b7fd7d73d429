"""A school says who teaches a class: the class teacher, and who teaches which subject."""

from dataclasses import dataclass
from uuid import UUID

from ejournal.domain.ids import ClassId, TeacherId
from ejournal.domain.refusals import NotFound
from ejournal.domain.school_class import Teaching
from ejournal.usecases.ports import EjournalWork, Permit

NOBODY = UUID(int=0)
"""What an id that cannot be read becomes."""


@dataclass(frozen=True, slots=True)
class SetClassTeachers:
    """The whole of it: who is not named here teaches the class no more."""

    school_class: ClassId
    class_teacher: TeacherId | None
    teachers: tuple[Teaching, ...] = ()


async def set_class_teachers(command: SetClassTeachers, *, work: EjournalWork, permit: Permit) -> ClassId:
    """Sets the teachers; gives the id of the class.

    Training may not have told of them yet, so that an id without a name is believed; what is no id is not.
    """
    async with work() as unit:
        taught = await unit.classes.get(command.school_class)
        permit("set_class_teachers", (await unit.copies.location(taught.school_id)).facts())
        if NOBODY in {command.class_teacher, *(each.teacher_id for each in command.teachers)}:
            raise NotFound(NOBODY)
        teachers = sorted(set(command.teachers))
        taught.set_teachers(command.class_teacher, teachers)
        await unit.teachings.replace(taught.id, command.class_teacher, teachers)
        return taught.id

"""A class and its teachers, as the journal tells them: they may see the pupils who sit there."""

from collections.abc import Sequence
from dataclasses import dataclass

from enrollment.domain.ids import ClassId, SchoolId, TeacherId
from enrollment.domain.reference import SchoolClass
from enrollment.usecases.ports import EnrollmentWork


@dataclass(frozen=True, slots=True)
class CopyClass:
    """The whole of who teaches the class now; `school` only where it is told."""

    id: ClassId
    class_teacher: TeacherId | None
    teachers: Sequence[TeacherId] = ()
    school: SchoolId | None = None


async def copy_class(told: CopyClass, *, work: EnrollmentWork) -> None:
    """Keeps what is told in the place of what was known; who is not told teaches there no longer."""
    async with work() as unit:
        known = await unit.classes.find(id=told.id)
        if known is None:
            known = SchoolClass(told.id)
            unit.classes.add(known)
        known.school_id = told.school or known.school_id
        known.class_teacher_id = told.class_teacher
        known.teacher_ids = sorted(set(told.teachers))

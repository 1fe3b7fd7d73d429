"""A member of staff who has left is forgotten by order: the name goes, here and wherever it was told."""

from dataclasses import dataclass

from training.domain.erasure import Erasure
from training.domain.ids import TeacherId
from training.domain.order import Order
from training.domain.refusals import NotFound
from training.usecases.ports import Permit, Today, TrainingWork, place_of


@dataclass(frozen=True, slots=True)
class EraseStaff:
    """Who is to be forgotten, and the order that says so."""

    teacher: TeacherId
    order: Order


async def erase_staff(command: EraseStaff, *, work: TrainingWork, permit: Permit, today: Today) -> TeacherId:
    """Forgets a person; gives the id, under which classes and head counts stay. Refuses one who is at work.

    The office of every district where the person worked has a say: all of them must permit it.
    """
    async with work() as unit:
        teacher = await unit.teachers.get(command.teacher)
        employments = await unit.employments.find_all(teacher_id=teacher.id)
        if not employments:
            raise NotFound(teacher.id)
        schools = sorted({one.school_id for one in employments})
        for school in schools:
            permit("erase_staff", place_of(await unit.schools.get(school)))
        erasure = Erasure.of(
            teacher.id,
            order=command.order,
            on=today(),
            employed=any(one.left_on is None for one in employments),
            schools=tuple(schools),
        )
        await unit.persons.erase(erasure)
        unit.tell(erasure.told())
        return teacher.id

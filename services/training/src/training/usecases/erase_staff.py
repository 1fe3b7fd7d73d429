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
        known = await unit.persons.work_of(command.teacher)
        if not known.schools:
            raise NotFound(command.teacher)
        for school in known.schools:
            permit("erase_staff", place_of(await unit.schools.get(school)))
        erasure = Erasure.of(command.teacher, order=command.order, on=today(), work=known)
        await unit.persons.erase(erasure)
        unit.tell(erasure.told())
        return command.teacher

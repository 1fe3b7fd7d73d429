"""A teacher whom others have forgotten is forgotten here too: after a restore from a backup that still knew them."""

from dataclasses import dataclass
from datetime import date

from training.domain.erasure import Erasure
from training.domain.ids import TeacherId
from training.domain.order import Order
from training.usecases.ports import TrainingWork

FROM_OTHERS = "as others were told"


@dataclass(frozen=True, slots=True)
class ForgetStaffAgain:
    """Who was forgotten, and since when."""

    teacher: TeacherId
    on: date


async def forget_staff_again(command: ForgetStaffAgain, *, work: TrainingWork) -> None:
    """Erases what came back; changes nothing of a person who is forgotten."""
    async with work() as unit:
        if await unit.persons.is_erased(command.teacher):
            return
        known = await unit.persons.work_of(command.teacher)
        erasure = Erasure(command.teacher, command.on, Order(FROM_OTHERS, command.on), known.schools)
        await unit.persons.erase(erasure)
        # Who copied the name from the backup meanwhile hears it as well.
        unit.tell(erasure.told())

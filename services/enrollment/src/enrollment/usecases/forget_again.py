"""A person whom others have forgotten is forgotten here too: after a restore from a backup that still knew them."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from enrollment.domain.erasure import Erasure
from enrollment.domain.order import Order
from enrollment.domain.person import PersonKind
from enrollment.usecases.ports import EnrollmentWork

FROM_OTHERS = "as others were told"


@dataclass(frozen=True, slots=True)
class ForgetAgain:
    """Who was forgotten, and since when."""

    person: UUID
    kind: PersonKind
    on: date


async def forget_again(command: ForgetAgain, *, work: EnrollmentWork) -> None:
    """Erases what came back; changes nothing of a person who is forgotten."""
    async with work() as unit:
        if not await unit.erasures.is_erased(command.person):
            order = Order(FROM_OTHERS, command.on)
            known = await unit.erasures.known(command.person)
            erasure = Erasure(command.person, command.kind, command.on, order)
            await unit.erasures.erase(erasure, known)
            # Who copied the name from the backup meanwhile hears it as well.
            unit.tell(erasure.told(known))

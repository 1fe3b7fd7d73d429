"""A person whom others have forgotten is forgotten here too: after a restore from a backup that still knew them."""

from datetime import date
from uuid import UUID

from enrollment.domain.erasure import Erasure
from enrollment.domain.order import Order
from enrollment.domain.person import PersonKind
from enrollment.usecases.ports import EnrollmentWork

FROM_OTHERS = "as others were told"


async def forget_again(person: UUID, kind: PersonKind, on: date, *, work: EnrollmentWork) -> None:
    """Erases what came back; changes nothing of a person who is forgotten."""
    async with work() as unit:
        if not await unit.erasures.is_erased(person):
            await unit.erasures.erase(Erasure(person, kind, on, Order(FROM_OTHERS, on)))

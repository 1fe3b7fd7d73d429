"""The law lets a person be forgotten: what said who they were goes, what was decided about them stays."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from enrollment.domain.order import Order
from enrollment.domain.person import PersonKind
from enrollment.domain.refusals import StillAnswersForChild


@dataclass(frozen=True, slots=True)
class PersonErased:
    """A person's name must be forgotten everywhere."""

    person_id: UUID
    kind: PersonKind


@dataclass(frozen=True, slots=True)
class Erasure:
    """That a person is forgotten, since which day and by whose order."""

    person_id: UUID
    kind: PersonKind
    erased_on: date
    order: Order

    @classmethod
    def of(cls, person: UUID, kind: PersonKind, *, order: Order, on: date, wards: int) -> "Erasure":
        """Forgets a person. Refuses one who answers for a child: the school must know who that is."""
        if wards:
            raise StillAnswersForChild
        return cls(person, kind, on, order)

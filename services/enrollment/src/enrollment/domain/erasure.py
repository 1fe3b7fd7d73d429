"""The law lets a person be forgotten: what said who they were goes, what was decided about them stays."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from enrollment.domain.order import Order
from enrollment.domain.person import PersonKind
from enrollment.domain.refusals import StillAnswersForChild, StillApplies


@dataclass(frozen=True, slots=True)
class PersonErased:
    """A person's name must be forgotten everywhere: by everything under which others may know them."""

    person_id: UUID
    kind: PersonKind
    erased_on: date
    other_ids: tuple[UUID, ...] = ()
    school_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """Under what a person is known here: the school, and the ids of records that proved to be the same child."""

    school_id: UUID | None
    other_ids: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class Erasure:
    """That a person is forgotten, since which day and by whose order."""

    person_id: UUID
    kind: PersonKind
    erased_on: date
    order: Order

    @classmethod
    def of(
        cls, person: UUID, kind: PersonKind, *, order: Order, on: date, wards: int, applications: int
    ) -> "Erasure":
        """Forgets a person.

        Refuses one who answers for a child, since the school must know who that is; and an applicant whose
        application is under way, since somebody may have to be told the answer.
        """
        if wards:
            raise StillAnswersForChild
        if applications and kind is PersonKind.APPLICANT:
            raise StillApplies
        return cls(person, kind, on, order)

    def told(self, known: Known) -> PersonErased:
        """What others are told."""
        return PersonErased(self.person_id, self.kind, self.erased_on, known.other_ids, known.school_id)

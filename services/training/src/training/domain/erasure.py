"""The law lets a member of staff be forgotten: the name goes; that somebody worked and taught stays."""

from dataclasses import dataclass
from datetime import date

from training.domain.ids import SchoolId, TeacherId
from training.domain.order import Order
from training.domain.refusals import StillEmployed


@dataclass(frozen=True, slots=True)
class PersonErased:
    """A teacher's name must be forgotten everywhere."""

    person_id: TeacherId
    erased_on: date
    school_ids: tuple[SchoolId, ...]


@dataclass(frozen=True, slots=True)
class WorkOf:
    """Where somebody works or worked, and whether they still do."""

    schools: tuple[SchoolId, ...]
    goes_on: bool


@dataclass(frozen=True, slots=True)
class Erasure:
    """That a member of staff is forgotten, since which day and by whose order."""

    person_id: TeacherId
    erased_on: date
    order: Order
    schools: tuple[SchoolId, ...]

    @classmethod
    def of(
        cls,
        person: TeacherId,
        *,
        order: Order,
        on: date,
        work: WorkOf,
    ) -> "Erasure":
        """Forgets a person. Refuses one who is at work: the school must know who teaches there."""
        if work.goes_on:
            raise StillEmployed
        return cls(person, on, order, work.schools)

    def told(self) -> PersonErased:
        """What others are told."""
        return PersonErased(self.person_id, self.erased_on, self.schools)

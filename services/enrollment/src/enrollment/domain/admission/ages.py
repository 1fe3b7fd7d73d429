"""Ages: whom a campaign is for, counted in full years on one day."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Ages:
    """The ages in years a campaign is for, both included, counted on one day."""

    youngest: int
    oldest: int
    on: date

    def include(self, birth_date: date) -> bool:
        """Whether who was born then has the age."""
        return self.youngest <= age(birth_date, on=self.on) <= self.oldest


def age(birth_date: date, *, on: date) -> int:
    """Full years; who was born on 29 February is a year older on 1 March where the day is missing."""
    before_birthday = (on.month, on.day) < (birth_date.month, birth_date.day)
    return on.year - birth_date.year - before_birthday

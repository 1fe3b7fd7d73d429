"""An employment: that a person works in a school, from a day until another."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from training.domain.ids import EmploymentId, SchoolId, TeacherId
from training.domain.refusals import LeftBeforeHired, NotEmployed
from training.domain.teacher import StaffCategory


@dataclass(frozen=True, slots=True)
class StaffLeft:
    """A person no longer works in a school; `left_on` is the first day without."""

    teacher_id: TeacherId
    school_id: SchoolId
    left_on: date


@dataclass(eq=False)
class Employment:
    """One person in one school. `hired_on` is None where it was not reported, which is not today."""

    id: EmploymentId
    teacher_id: TeacherId
    school_id: SchoolId
    category: StaffCategory
    subjects: list[str]
    hired_on: date | None
    left_on: date | None = None
    events: list[Any] = field(default_factory=list)

    def leave(self, *, on: date) -> None:
        """Ends the employment. Refuses one that has ended, and an end before its beginning."""
        if self.left_on is not None:
            raise NotEmployed
        if self.hired_on is not None and on < self.hired_on:
            raise LeftBeforeHired(self.hired_on)
        self.left_on = on
        self.events.append(StaffLeft(self.teacher_id, self.school_id, on))

"""That a member of staff leaves a school."""

from dataclasses import dataclass
from datetime import date

from ejournal.domain.ids import SchoolId, TeacherId


@dataclass(frozen=True, slots=True)
class Leaving:
    """`on` is the first day not at work there."""

    teacher: TeacherId
    school: SchoolId
    on: date

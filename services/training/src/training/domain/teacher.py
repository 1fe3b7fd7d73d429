"""A member of a school's staff, whom everybody calls a teacher."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from training.domain.ids import SchoolId, TeacherId
from training.domain.refusals import SchoolMissing, StaffNameMissing

LONGEST_NAME = 200


class StaffCategory(StrEnum):
    """What a member of staff is employed as."""

    TEACHER = "TEACHER"
    MANAGER = "MANAGER"
    ICT_COORDINATOR = "ICT_COORDINATOR"
    SIC = "SIC"


@dataclass(frozen=True, slots=True)
class PersonChanged:
    """A teacher is known by this name from now on; for the restricted stream alone."""

    person_id: TeacherId
    display_name: str
    sort_key: dict[str, str]


@dataclass(frozen=True, slots=True)
class StaffRegistered:
    """A person works in these schools, from a day on if it was reported."""

    teacher_id: TeacherId
    school_ids: tuple[SchoolId, ...]
    category: StaffCategory
    subjects: tuple[str, ...]
    hired_on: date | None


@dataclass(eq=False)
class Teacher:
    """The one place where a teacher's name is kept."""

    id: TeacherId
    display_name: str
    sort_key: dict[str, str]
    events: list[Any] = field(default_factory=list)

    @classmethod
    def register(
        cls,
        *,
        teacher_id: TeacherId,
        display_name: str,
        sort_key: dict[str, str],
        schools: Sequence[SchoolId],
        category: StaffCategory,
        subjects: Sequence[str],
        hired_on: date | None,
    ) -> "Teacher":
        """Somebody nobody knew yet. Refuses a missing name and somebody who works nowhere."""
        if not schools:
            raise SchoolMissing
        teacher = cls(teacher_id, checked_name(display_name), sort_key)
        # The name goes first, so that whoever prints timetables has it when the teacher appears in one.
        teacher.events += [
            PersonChanged(teacher_id, teacher.display_name, sort_key),
            StaffRegistered(teacher_id, tuple(schools), category, tuple(subjects), hired_on),
        ]
        return teacher


def checked_name(display_name: str) -> str:
    """The name with single spaces. Refuses as StaffNameMissing one that is empty or too long to be a name."""
    name = " ".join(display_name.split())
    if not 0 < len(name) <= LONGEST_NAME:
        raise StaffNameMissing
    return name

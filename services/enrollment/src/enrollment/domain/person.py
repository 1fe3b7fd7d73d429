"""How a person is called: told on the restricted stream alone, and to nobody else."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from enrollment.domain.refusals import DisplayNameMissing

LONGEST_NAME = 200


class PersonKind(StrEnum):
    """What the person is to a school."""

    STUDENT = "STUDENT"
    GUARDIAN = "GUARDIAN"
    APPLICANT = "APPLICANT"


class RecordOf(StrEnum):
    """Whose record can be asked for: staff are known to all services, though enrollment keeps nothing of them."""

    STUDENT = "STUDENT"
    GUARDIAN = "GUARDIAN"
    APPLICANT = "APPLICANT"
    TEACHER = "TEACHER"


@dataclass(frozen=True, slots=True)
class PersonChanged:
    """A person is known by this name from now on; `sort_key` by language."""

    person_id: UUID
    kind: PersonKind
    display_name: str
    sort_key: dict[str, str]


def checked_name(display_name: str) -> str:
    """The name with single spaces. Refuses as DisplayNameMissing one that is empty or too long to be a name."""
    name = " ".join(display_name.split())
    if not 0 < len(name) <= LONGEST_NAME:
        raise DisplayNameMissing
    return name

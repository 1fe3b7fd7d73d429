"""What enrollment refuses, by name."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID


class Refusal(Exception):
    """Something that a rule does not allow; `field` is the input at fault, as the API names it."""

    code: ClassVar[str]
    field: ClassVar[str | None] = None


@dataclass(eq=False)
class NotFound(Refusal):
    """There is no such record."""

    code = "NOT_FOUND"
    id: UUID | str


@dataclass(eq=False)
class DisplayNameMissing(Refusal):
    """A person is known by a name, of at most 200 letters."""

    code = "DISPLAY_NAME_MISSING"
    field = "displayName"


@dataclass(eq=False)
class StillAnswersForChild(Refusal):
    """Who answers for a child is not forgotten: somebody must be known who does."""

    code = "STILL_ANSWERS_FOR_CHILD"
    field = "personId"


@dataclass(eq=False)
class StillApplies(Refusal):
    """A child whose application is under way is not forgotten before it is withdrawn or decided."""

    code = "STILL_APPLIES"
    field = "personId"


@dataclass(eq=False)
class NotYetBorn(Refusal):
    """Nobody becomes a pupil before being born."""

    code = "NOT_YET_BORN"
    field = "birthDate"
    birth_date: date


@dataclass(eq=False)
class NoSuchGrade(Refusal):
    """Grades are 1-11, and 0 is kindergarten."""

    code = "NO_SUCH_GRADE"
    field = "grade"
    grade: int


@dataclass(eq=False)
class LanguageUnknown(Refusal):
    """The language of teaching is a tag of BCP 47."""

    code = "LANGUAGE_UNKNOWN"
    field = "language"
    language: str


@dataclass(eq=False)
class OrderMissing(Refusal):
    """Invariant 11: an enrolment rests on an order with a number."""

    code = "ORDER_MISSING"
    field = "orderNumber"


@dataclass(eq=False)
class OutsideAcademicYear(Refusal):
    """The first day as a pupil lies in the academic year of the enrolment."""

    code = "OUTSIDE_ACADEMIC_YEAR"
    field = "enrolledOn"
    academic_year: str


@dataclass(eq=False)
class AlreadyGuardian(Refusal):
    """One guardianship of a person over a child is open at a time."""

    code = "ALREADY_GUARDIAN"
    field = "guardianId"


@dataclass(eq=False)
class EndsBeforeItBegins(Refusal):
    """The last day of a guardianship is not before its first."""

    code = "ENDS_BEFORE_IT_BEGINS"
    field = "until"


@dataclass(eq=False)
class NotAGuardian(Refusal):
    """This person has never answered for this child."""

    code = "NOT_A_GUARDIAN"
    field = "guardianId"


@dataclass(eq=False)
class GuardianshipAlreadyEnded(Refusal):
    """This person no longer answers for this child."""

    code = "GUARDIANSHIP_ALREADY_ENDED"
    field = "guardianId"
    ended_on: date


@dataclass(eq=False)
class AlreadyEnrolled(Refusal):
    """The child is a pupil of this school."""

    code = "ALREADY_ENROLLED"

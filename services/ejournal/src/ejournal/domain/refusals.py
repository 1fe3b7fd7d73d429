"""What the journal refuses, by name."""

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
class YearCodeTaken(Refusal):
    """Another academic year bears this code."""

    code = "YEAR_CODE_TAKEN"
    field = "code"
    year_code: str


@dataclass(eq=False)
class YearCodeMalformed(Refusal):
    """The code of a year names the two calendar years it spans: 2026-27."""

    code = "YEAR_CODE_MALFORMED"
    field = "code"
    year_code: str


@dataclass(eq=False)
class YearDatesImpossible(Refusal):
    """A year ends after it began, and not more than a year and a half later."""

    code = "YEAR_DATES_IMPOSSIBLE"
    field = "endDate"


@dataclass(eq=False)
class YearsOverlap(Refusal):
    """A day belongs to one academic year at most."""

    code = "YEARS_OVERLAP"
    field = "startDate"
    other_code: str


@dataclass(eq=False)
class ClassExists(Refusal):
    """A letter is given once in a school, a year and a grade."""

    code = "CLASS_EXISTS"
    field = "letter"
    letter: str


@dataclass(eq=False)
class GradeOutOfRange(Refusal):
    """Grades are 0 for kindergarten, else 1 to 11."""

    code = "GRADE_OUT_OF_RANGE"
    field = "grade"
    grade: int


@dataclass(eq=False)
class LetterMalformed(Refusal):
    """The letter of a class is one to three letters or digits."""

    code = "LETTER_MALFORMED"
    field = "letter"
    letter: str


@dataclass(eq=False)
class LanguageMalformed(Refusal):
    """The language of teaching is a BCP 47 tag such as ru or ba."""

    code = "LANGUAGE_MALFORMED"
    field = "language"
    language: str


@dataclass(eq=False)
class CapacityImpossible(Refusal):
    """A class has between 1 and 100 places."""

    code = "CAPACITY_IMPOSSIBLE"
    field = "capacity"
    capacity: int


@dataclass(eq=False)
class SubjectCodeMalformed(Refusal):
    """The code of a subject is made of Latin letters, digits, dots and hyphens."""

    code = "SUBJECT_CODE_MALFORMED"
    field = "teachers"
    subject_code: str


@dataclass(eq=False)
class ClassFull(Refusal):
    """Invariant 2: a class is not larger than its capacity."""

    code = "CLASS_FULL"
    field = "classId"
    capacity: int


@dataclass(eq=False)
class AlreadyInClass(Refusal):
    """The pupil sits in this class already."""

    code = "ALREADY_IN_CLASS"
    field = "classId"


@dataclass(eq=False)
class PlacedLater(Refusal):
    """Invariant 1: on that day the pupil was in an earlier class, whose end is written already."""

    code = "PLACED_LATER"
    field = "fromDate"
    since: date


@dataclass(eq=False)
class DayNotYetCome(Refusal):
    """A move is written on its first day or after it: until then the pupil still fills the old place."""

    code = "DAY_NOT_YET_COME"
    field = "fromDate"
    today: date

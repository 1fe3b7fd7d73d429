"""How the journal's refusals look in its graph."""

from datetime import date
from pathlib import Path

import strawberry

from chassis.schema import Catalogue, NotFoundError, Refusals, UserError
from ejournal.domain import refusals


@strawberry.type(description="Another academic year bears this code.")
class YearCodeTakenError(UserError):
    """See domain/refusals.py."""

    year_code: str = strawberry.field(description="The code that is taken.")


@strawberry.type(description="The code of a year names the two calendar years it spans.")
class YearCodeMalformedError(UserError):
    """See domain/refusals.py."""

    year_code: str = strawberry.field(description="What was given.")


@strawberry.type(description="A year ends after it began, and does not last for ever.")
class YearDatesImpossibleError(UserError):
    """See domain/refusals.py."""


@strawberry.type(description="Some of the days belong to another academic year.")
class YearsOverlapError(UserError):
    """See domain/refusals.py."""

    other_code: str = strawberry.field(description="The code of the other year.")


@strawberry.type(description="The grade has a class of this letter in that year.")
class ClassExistsError(UserError):
    """See domain/refusals.py."""

    letter: str = strawberry.field(description="The letter that is taken.")


@strawberry.type(description="There is no such grade.")
class GradeOutOfRangeError(UserError):
    """See domain/refusals.py."""

    grade: int = strawberry.field(description="What was given.")


@strawberry.type(description="The letter of a class is one to three letters or digits.")
class LetterMalformedError(UserError):
    """See domain/refusals.py."""

    letter: str = strawberry.field(description="What was given.")


@strawberry.type(description="The language is not a language tag.")
class LanguageMalformedError(UserError):
    """See domain/refusals.py."""

    language: str = strawberry.field(description="What was given.")


@strawberry.type(description="No class has so many places, or so few.")
class CapacityImpossibleError(UserError):
    """See domain/refusals.py."""

    capacity: int = strawberry.field(description="What was given.")


@strawberry.type(description="The code of a subject is made of Latin letters, digits, dots and hyphens.")
class SubjectCodeMalformedError(UserError):
    """See domain/refusals.py."""

    subject_code: str = strawberry.field(description="What was given.")


@strawberry.type(description="All places of the class are given.")
class ClassFullError(UserError):
    """See domain/refusals.py."""

    capacity: int = strawberry.field(description="How many places the class has.")


@strawberry.type(description="The student sits in this class already.")
class AlreadyInClassError(UserError):
    """See domain/refusals.py."""


@strawberry.type(description="On that day the student was in an earlier class.")
class PlacedLaterError(UserError):
    """See domain/refusals.py."""

    since: date = strawberry.field(description="The first day in the present place.")


@strawberry.type(description="A move is written on its first day or after it.")
class DayNotYetComeError(UserError):
    """See domain/refusals.py."""

    today: date = strawberry.field(description="The day that it is at the school.")


TYPES: dict[type[Exception], type[UserError]] = {
    refusals.NotFound: NotFoundError,
    refusals.YearCodeTaken: YearCodeTakenError,
    refusals.YearCodeMalformed: YearCodeMalformedError,
    refusals.YearDatesImpossible: YearDatesImpossibleError,
    refusals.YearsOverlap: YearsOverlapError,
    refusals.ClassExists: ClassExistsError,
    refusals.GradeOutOfRange: GradeOutOfRangeError,
    refusals.LetterMalformed: LetterMalformedError,
    refusals.LanguageMalformed: LanguageMalformedError,
    refusals.CapacityImpossible: CapacityImpossibleError,
    refusals.SubjectCodeMalformed: SubjectCodeMalformedError,
    refusals.ClassFull: ClassFullError,
    refusals.AlreadyInClass: AlreadyInClassError,
    refusals.PlacedLater: PlacedLaterError,
    refusals.DayNotYetCome: DayNotYetComeError,
}

REFUSALS = Refusals(TYPES, Catalogue.of(Path(__file__).with_name("messages.toml")))

"""How enrollment's refusals look in its graph."""

from datetime import date
from pathlib import Path

import strawberry

from chassis.schema import Catalogue, NotFoundError, Refusals, UserError
from enrollment.domain import refusals
from enrollment.graphql.admission.campaign_errors import TYPES_OF_CAMPAIGNS
from enrollment.graphql.admission.errors import TYPES_OF_ADMISSION
from enrollment.graphql.allocation.errors import TYPES_OF_ALLOCATION


@strawberry.type(description="A person is known by a name, of at most 200 letters.")
class DisplayNameMissingError(UserError):
    """See domain/refusals.py."""


@strawberry.type(description="Who answers for a child is not forgotten.")
class StillAnswersForChildError(UserError):
    """See domain/refusals.py."""


@strawberry.type(description="A child whose application is under way is not forgotten.")
class StillAppliesError(UserError):
    """See domain/refusals.py."""


@strawberry.type(description="Nobody becomes a pupil before being born.")
class NotYetBornError(UserError):
    """See domain/refusals.py."""

    birth_date: date = strawberry.field(description="What was given.")


@strawberry.type(description="Grades are 1-11, and 0 is kindergarten.")
class NoSuchGradeError(UserError):
    """See domain/refusals.py."""

    grade: int = strawberry.field(description="What was given.")


@strawberry.type(description="The language of teaching is a tag of BCP 47.")
class LanguageUnknownError(UserError):
    """See domain/refusals.py."""

    language: str = strawberry.field(description="What was given.")


@strawberry.type(description="An enrolment rests on an order with a number.")
class OrderMissingError(UserError):
    """See domain/refusals.py."""


@strawberry.type(description="The first day as a pupil lies in the academic year of the enrolment.")
class OutsideAcademicYearError(UserError):
    """See domain/refusals.py."""

    academic_year: str = strawberry.field(description="The code of the year, for example `2026-27`.")


@strawberry.type(description="The person answers for the child already.")
class AlreadyGuardianError(UserError):
    """See domain/refusals.py."""


@strawberry.type(description="The last day of a guardianship is not before its first.")
class EndsBeforeItBeginsError(UserError):
    """See domain/refusals.py."""


@strawberry.type(description="The person has never answered for the child.")
class NotAGuardianError(UserError):
    """See domain/refusals.py."""


@strawberry.type(description="The person no longer answers for the child.")
class GuardianshipAlreadyEndedError(UserError):
    """See domain/refusals.py."""

    ended_on: date = strawberry.field(description="The first day without.")


TYPES: dict[type[Exception], type[UserError]] = {
    refusals.NotFound: NotFoundError,
    refusals.DisplayNameMissing: DisplayNameMissingError,
    refusals.StillAnswersForChild: StillAnswersForChildError,
    refusals.StillApplies: StillAppliesError,
    refusals.NotYetBorn: NotYetBornError,
    refusals.NoSuchGrade: NoSuchGradeError,
    refusals.LanguageUnknown: LanguageUnknownError,
    refusals.OrderMissing: OrderMissingError,
    refusals.OutsideAcademicYear: OutsideAcademicYearError,
    refusals.AlreadyGuardian: AlreadyGuardianError,
    refusals.EndsBeforeItBegins: EndsBeforeItBeginsError,
    refusals.NotAGuardian: NotAGuardianError,
    refusals.GuardianshipAlreadyEnded: GuardianshipAlreadyEndedError,
    **TYPES_OF_CAMPAIGNS,
    **TYPES_OF_ADMISSION,
    **TYPES_OF_ALLOCATION,
}

HERE = Path(__file__).parent
REFUSALS = Refusals(
    TYPES,
    Catalogue.of(HERE / "messages.toml", HERE / "admission/messages.toml", HERE / "allocation/messages.toml"),
)

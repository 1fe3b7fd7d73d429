"""What an application consists of, and what happens to it: its choices, its claims, its facts."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from enrollment.domain.admission.application_states import ApplicationChannel
from enrollment.domain.admission.catchment import Home
from enrollment.domain.admission.ids import ApplicationId, CampaignId
from enrollment.domain.admission.seat_plan import Programme


class ClaimState(StrEnum):
    """What became of a claim."""

    MADE = "MADE"
    VERIFIED = "VERIFIED"
    REJECTED = "REJECTED"


@dataclass(frozen=True, slots=True)
class PriorityClaim:
    """A right to a category, at one school or everywhere; who decided about it, when, and until when it holds."""

    category: str
    school: str | None = None
    state: ClaimState = ClaimState.MADE
    decided_at: datetime | None = None
    decided_by: str = ""
    valid_until: date | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """A programme, the moment since which the family has wanted it, and what the map says of the child's home.

    That is whether the child lives in its catchment, and how far it lives; `metres` is None where nobody measured.
    """

    programme: Programme
    since: datetime
    in_catchment: bool = False
    metres: int | None = None

    def seen_from(self, home: Home) -> "Choice":
        """The same choice of a child that lives there."""
        school = self.programme.school_id
        return replace(self, in_catchment=school in home.first, metres=home.metres.get(school))


@dataclass(frozen=True, slots=True)
class ApplicationSubmitted:
    """A family applied; `submitted_at` to the millisecond orders the queue."""

    application_id: ApplicationId
    campaign_id: CampaignId
    child_ref: str
    channel: ApplicationChannel
    receipt_no: str
    submitted_at: datetime
    choices: tuple[Choice, ...]
    claim_count: int


@dataclass(frozen=True, slots=True)
class ApplicationReturned:
    """Something is missing, and there is a term to bring it."""

    application_id: ApplicationId
    defects: tuple[str, ...]
    respond_by: datetime


@dataclass(frozen=True, slots=True)
class ApplicationRegistered:
    """The application is in order, and counts from the moment of its receipt."""

    application_id: ApplicationId
    registration_no: str
    registered_at: datetime


@dataclass(frozen=True, slots=True)
class ClaimDecided:
    """A claim was verified or rejected."""

    application_id: ApplicationId
    claim: PriorityClaim


@dataclass(frozen=True, slots=True)
class ApplicationWithdrawn:
    """The family does not want a place here any more."""

    application_id: ApplicationId
    reason: str


@dataclass(frozen=True, slots=True)
class ApplicationRejected:
    """The application does not count; the law that says so, and how long one may appeal.

    `is_final`: nothing more can be done against it, since the term is over or the last instance has spoken.
    """

    application_id: ApplicationId
    legal_basis: str
    appeal_until: date
    is_final: bool = False

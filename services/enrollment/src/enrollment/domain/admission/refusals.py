"""What admission refuses, by name."""

from dataclasses import dataclass
from datetime import date, datetime

from enrollment.domain.refusals import Refusal


@dataclass(eq=False)
class WrongState(Refusal):
    """This cannot be done in the present state."""

    code = "WRONG_STATE"
    state: str
    wanted: str


@dataclass(eq=False)
class NoWaves(Refusal):
    """A campaign is published with its waves, one after the other."""

    code = "NO_WAVES"
    field = "waves"


@dataclass(eq=False)
class NoFurtherWave(Refusal):
    """All waves of the campaign are over."""

    code = "NO_FURTHER_WAVE"


@dataclass(eq=False)
class OutsideWave(Refusal):
    """Invariant 3: outside an open wave nothing is submitted."""

    code = "OUTSIDE_WAVE"


@dataclass(eq=False)
class NotEligibleInWave(Refusal):
    """Invariant 3: a wave may be only for some categories, the territory among them."""

    code = "NOT_ELIGIBLE_IN_WAVE"
    wave: int


@dataclass(eq=False)
class ReasonMissing(Refusal):
    """Invariant 2: seats change only by an order with a reason."""

    code = "REASON_MISSING"
    field = "reason"


@dataclass(eq=False)
class SeatsTaken(Refusal):
    """Invariant 2: there are not fewer seats than are held or accepted."""

    code = "SEATS_TAKEN"
    field = "seats"
    taken: int


@dataclass(eq=False)
class NoVacancy(Refusal):
    """Invariant 2: every seat is held or accepted."""

    code = "NO_VACANCY"


@dataclass(eq=False)
class SeatNotHeld(Refusal):
    """This application holds no seat here."""

    code = "SEAT_NOT_HELD"


@dataclass(eq=False)
class SeatAlreadyHeld(Refusal):
    """Invariant 1: an application holds one seat of a programme."""

    code = "SEAT_ALREADY_HELD"


@dataclass(eq=False)
class ApplicationExists(Refusal):
    """Invariant 1: a child has one active application in a campaign."""

    code = "APPLICATION_EXISTS"
    field = "childId"


@dataclass(eq=False)
class ChoicesMissing(Refusal):
    """An application names at least one programme."""

    code = "CHOICES_MISSING"
    field = "choices"


@dataclass(eq=False)
class ChoiceRepeated(Refusal):
    """An application names a programme once."""

    code = "CHOICE_REPEATED"
    field = "choices"


@dataclass(eq=False)
class ClaimUnknown(Refusal):
    """The application makes no such claim, or it is decided already."""

    code = "CLAIM_UNKNOWN"
    field = "category"
    category: str


@dataclass(eq=False)
class LegalBasisMissing(Refusal):
    """Invariant 8: a rejection names its legal basis and the term of appeal."""

    code = "LEGAL_BASIS_MISSING"
    field = "legalBasis"


@dataclass(eq=False)
class AlreadyRestored(Refusal):
    """Invariant 9: an application returns to the queue once at most."""

    code = "ALREADY_RESTORED"


@dataclass(eq=False)
class TooLateToRestore(Refusal):
    """The term within which the place in the queue is given back is over."""

    code = "TOO_LATE_TO_RESTORE"
    until: datetime | None


@dataclass(eq=False)
class OfferLapsed(Refusal):
    """The term of the offer is over."""

    code = "OFFER_LAPSED"
    respond_by: datetime


@dataclass(eq=False)
class OfferStillOpen(Refusal):
    """An offer expires after its term and not before."""

    code = "OFFER_STILL_OPEN"
    respond_by: datetime


@dataclass(eq=False)
class ChildDeceased(Refusal):
    """Invariant 10: the register of civil acts says that the child has died."""

    code = "CHILD_DECEASED"
    field = "childId"


@dataclass(eq=False)
class ChildRegisteredTwice(Refusal):
    """Invariant 10: the same person is registered under another id."""

    code = "CHILD_REGISTERED_TWICE"
    field = "childId"


@dataclass(eq=False)
class OutsideAges(Refusal):
    """Invariant 10: the child is too young or too old on the day that counts."""

    code = "OUTSIDE_AGES"
    field = "birthDate"
    on: date


@dataclass(eq=False)
class SamePerson(Refusal):
    """A run is made and confirmed by two persons."""

    code = "SAME_PERSON"


@dataclass(eq=False)
class CommitmentReused(Refusal):
    """A run that is made again has a new seed."""

    code = "COMMITMENT_REUSED"
    field = "seedCommitment"


@dataclass(eq=False)
class SeedNotCommitted(Refusal):
    """The seed is not the one that was committed to."""

    code = "SEED_NOT_COMMITTED"
    field = "seed"


@dataclass(eq=False)
class AppealTermOver(Refusal):
    """The term of appeal is over."""

    code = "APPEAL_TERM_OVER"
    until: date


@dataclass(eq=False)
class GroundsMissing(Refusal):
    """An appeal says why."""

    code = "GROUNDS_MISSING"
    field = "grounds"


@dataclass(eq=False)
class AnswerMissing(Refusal):
    """A school that answers an appeal says something."""

    code = "ANSWER_MISSING"
    field = "answer"


@dataclass(eq=False)
class NotRankedAbove(Refusal):
    """A family waits on only for programmes that it ranked above the one it takes."""

    code = "NOT_RANKED_ABOVE"
    field = "keepWaitingFor"


@dataclass(eq=False)
class PlaceHeldElsewhere(Refusal):
    """A child holds at most one place of a kind in a year; a transfer gives the old one back."""

    code = "PLACE_HELD_ELSEWHERE"


@dataclass(eq=False)
class OtherKindOfPlace(Refusal):
    """A transfer leads to a place of the kind that was applied for, because it brings the date of that application."""

    code = "OTHER_KIND_OF_PLACE"


@dataclass(eq=False)
class RunPending(Refusal):
    """A campaign has one run under way at a time."""

    code = "RUN_PENDING"


@dataclass(eq=False)
class CommittedTooLate(Refusal):
    """The seed is committed to before the wave closes; else it could be chosen by who applied."""

    code = "COMMITTED_TOO_LATE"


@dataclass(eq=False)
class RandomnessMalformed(Refusal):
    """Public randomness is lower-case hex of an even number of digits, possibly none."""

    code = "RANDOMNESS_MALFORMED"
    field = "publicRandomness"


@dataclass(eq=False)
class RandomnessNotAsAnnounced(Refusal):
    """Public randomness is drawn exactly where its source was named before the wave closed."""

    code = "RANDOMNESS_NOT_AS_ANNOUNCED"
    field = "publicRandomness"
    source: str


@dataclass(eq=False)
class NobodyWaits(Refusal):
    """Nobody stands in the queue of this programme."""

    code = "NOBODY_WAITS"


@dataclass(eq=False)
class OrderTooLate(Refusal):
    """The order follows the acceptance within the days that the rules allow."""

    code = "ORDER_TOO_LATE"
    field = "orderDate"
    until: date

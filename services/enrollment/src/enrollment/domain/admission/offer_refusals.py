"""What seats and their offers refuse, by name."""

from dataclasses import dataclass
from datetime import date, datetime

from enrollment.domain.refusals import Refusal


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
class NobodyWaits(Refusal):
    """Nobody stands in the queue of this programme."""

    code = "NOBODY_WAITS"


@dataclass(eq=False)
class OrderTooLate(Refusal):
    """The order follows the acceptance within the days that the rules allow."""

    code = "ORDER_TOO_LATE"
    field = "orderDate"
    until: date

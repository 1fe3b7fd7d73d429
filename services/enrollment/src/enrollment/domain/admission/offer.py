"""An offer: a place held for one application until the family answers or the term is over."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from enrollment.domain.admission.application import Application
from enrollment.domain.admission.ids import ApplicationId, ExplanationId, OfferId, SeatPlanId
from enrollment.domain.admission.offer_refusals import OfferLapsed, OfferStillOpen, TooLateToRestore
from enrollment.domain.admission.refusals import WrongState
from enrollment.domain.admission.seat_plan import Programme, SeatPlan
from enrollment.domain.ids import SchoolId


class OfferState(StrEnum):
    """What became of an offer."""

    OPEN = "OPEN"
    ACCEPTED = "ACCEPTED"
    DECLINED = "DECLINED"
    EXPIRED = "EXPIRED"


class DeclineReason(StrEnum):
    """Why a family does not take a place; a list, because words of its own would be told to others."""

    PLACE_ELSEWHERE = "PLACE_ELSEWHERE"
    MOVED = "MOVED"
    BEGINS_LATER = "BEGINS_LATER"
    OTHER = "OTHER"


@dataclass(frozen=True, slots=True)
class PlaceOffered:
    """A place is held for a child; the explanation says why for this one."""

    offer_id: OfferId
    application_id: ApplicationId
    programme: Programme
    respond_by: datetime
    explanation_id: ExplanationId


@dataclass(frozen=True, slots=True)
class OfferAccepted:
    """The family takes the place, and may wait on for programmes it prefers."""

    offer_id: OfferId
    application_id: ApplicationId
    at: datetime
    keep_waiting_for: tuple[Programme, ...]


@dataclass(frozen=True, slots=True)
class OfferDeclined:
    """The family does not take the place."""

    offer_id: OfferId
    application_id: ApplicationId
    reason: DeclineReason


@dataclass(frozen=True, slots=True)
class OfferExpired:
    """Nobody answered in time; until the given moment the place in the queue may be given back once."""

    offer_id: OfferId
    application_id: ApplicationId
    restorable_until: datetime | None


@dataclass(frozen=True, slots=True)
class OfferRestored:
    """The application waits again where it waited before."""

    offer_id: OfferId
    application_id: ApplicationId
    at: datetime


@dataclass(eq=False)
class Offer:
    """One place for one application. There is no offer without the record that explains it."""

    id: OfferId
    application_id: ApplicationId
    seat_plan_id: SeatPlanId
    school_id: SchoolId
    grade: int
    language: str
    profile: str
    respond_by: datetime
    explanation_id: ExplanationId
    state: OfferState = OfferState.OPEN
    restorable_until: datetime | None = None
    answered_at: datetime | None = None
    events: list[Any] = field(default_factory=list)

    @classmethod
    def make(
        cls,
        offer_id: OfferId,
        application: Application,
        plan: SeatPlan,
        *,
        respond_by: datetime,
        because: ExplanationId,
    ) -> "Offer":
        """Holds a seat for a waiting application. Refuses when no seat is free."""
        plan.check_free_for(application.id)
        application.offered()
        plan.hold(application.id)
        offer = cls(
            id=offer_id,
            application_id=application.id,
            seat_plan_id=plan.id,
            **asdict(plan.programme),
            respond_by=respond_by,
            explanation_id=because,
        )
        offer.events.append(PlaceOffered(offer_id, application.id, plan.programme, respond_by, because))
        return offer

    @property
    def programme(self) -> Programme:
        """What is offered."""
        return Programme(self.school_id, self.grade, self.language, self.profile)

    def accept(
        self, application: Application, *, at: datetime, keep_waiting_for: Sequence[Programme] = ()
    ) -> None:
        """Takes the place; the family may stay in the queue of what it likes better. Refuses after the term."""
        self._must_be_open()
        if at > self.respond_by:
            raise OfferLapsed(self.respond_by)
        application.accept(self.programme, waits=bool(keep_waiting_for))
        self.state, self.answered_at = OfferState.ACCEPTED, at
        self.events.append(OfferAccepted(self.id, self.application_id, at, tuple(keep_waiting_for)))

    def decline(
        self,
        application: Application,
        plan: SeatPlan,
        *,
        reason: DeclineReason = DeclineReason.OTHER,
        restorable_until: datetime | None = None,
    ) -> None:
        """Does not take the place, and the seat is free for the next child."""
        self._must_be_open()
        application.decline()
        plan.release(self.application_id)
        self.state, self.restorable_until = OfferState.DECLINED, restorable_until
        self.events.append(OfferDeclined(self.id, self.application_id, reason))

    def expire(
        self, application: Application, plan: SeatPlan, *, at: datetime, restorable: timedelta | None = None
    ) -> None:
        """Ends it after its term, and the seat is free for the next child. Refuses before."""
        self._must_be_open()
        if at <= self.respond_by:
            raise OfferStillOpen(self.respond_by)
        application.expire()
        plan.release(self.application_id)
        self.state = OfferState.EXPIRED
        self.restorable_until = None if restorable is None else at + restorable
        self.events.append(OfferExpired(self.id, self.application_id, self.restorable_until))

    def close(self, plan: SeatPlan) -> None:
        """Ends it because the family left meanwhile; nothing is restored, and no seat stays held."""
        self._must_be_open()
        if self.application_id in plan.held_by:
            plan.release(self.application_id)
        self.state = OfferState.EXPIRED
        self.events.append(OfferExpired(self.id, self.application_id, None))

    def restore(self, application: Application, *, at: datetime) -> None:
        """Gives the place in the queue back, once, while the rules allow it."""
        if self.state not in (OfferState.DECLINED, OfferState.EXPIRED):
            raise WrongState(self.state, "an offer that was not taken")
        if self.restorable_until is None or at > self.restorable_until:
            raise TooLateToRestore(self.restorable_until)
        application.restore()
        self.events.append(OfferRestored(self.id, self.application_id, at))

    def _must_be_open(self) -> None:
        if self.state is not OfferState.OPEN:
            raise WrongState(self.state, OfferState.OPEN)

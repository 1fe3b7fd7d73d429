"""A seat plan: how many children one school takes into a grade, language and profile, and who holds a seat."""

from dataclasses import dataclass, field
from typing import Any

from enrollment.domain.admission.ids import ApplicationId, CampaignId, SeatPlanId
from enrollment.domain.admission.offer_refusals import NoVacancy, SeatAlreadyHeld, SeatNotHeld, SeatsTaken
from enrollment.domain.admission.refusals import ReasonMissing
from enrollment.domain.enrolment import check_teaching
from enrollment.domain.ids import SchoolId
from enrollment.domain.order import Order


@dataclass(frozen=True, slots=True)
class Programme:
    """What families choose."""

    school_id: SchoolId
    grade: int
    language: str
    profile: str = ""


@dataclass(frozen=True, slots=True)
class SeatPlanApproved:
    """An order says how many seats there are."""

    seat_plan_id: SeatPlanId
    campaign_id: CampaignId
    programme: Programme
    seats: int
    order: Order


@dataclass(frozen=True, slots=True)
class SeatPlanChanged:
    """An order changed the number of seats, and says why."""

    seat_plan_id: SeatPlanId
    campaign_id: CampaignId
    programme: Programme
    before: int
    after: int
    reason: str
    order: Order


@dataclass(eq=False)
class SeatPlan:
    """Seats, and the applications that hold one by an offer or an acceptance: never more of these than of those."""

    id: SeatPlanId
    campaign_id: CampaignId
    programme: Programme
    seats: int
    held_by: set[ApplicationId] = field(default_factory=set)
    events: list[Any] = field(default_factory=list)

    @classmethod
    def approve(
        cls, plan_id: SeatPlanId, campaign_id: CampaignId, programme: Programme, seats: int, *, order: Order
    ) -> "SeatPlan":
        """A plan as its order says. Refuses a number below nought, and a grade or language that is none."""
        check_teaching(programme.grade, programme.language)
        if seats < 0:
            raise SeatsTaken(0)
        plan = cls(plan_id, campaign_id, programme, seats)
        plan.events.append(SeatPlanApproved(plan_id, campaign_id, programme, seats, order))
        return plan

    @property
    def vacancies(self) -> int:
        """How many seats nobody holds."""
        return self.seats - len(self.held_by)

    def change(self, seats: int, *, order: Order, reason: str) -> None:
        """Changes the number by an order. Refuses to do so without a reason, or below what is taken."""
        self.check_change(seats, reason=reason)
        before, self.seats = self.seats, seats
        self.events.append(
            SeatPlanChanged(self.id, self.campaign_id, self.programme, before, seats, reason.strip(), order)
        )

    def check_change(self, seats: int, *, reason: str) -> None:
        """Refuses as `change` would, and changes nothing."""
        if not reason.strip():
            raise ReasonMissing
        if seats < len(self.held_by):
            raise SeatsTaken(len(self.held_by))

    def hold(self, application: ApplicationId) -> None:
        """Holds a seat for an offer. Refuses when none is free, or when the application holds one."""
        self.check_free_for(application)
        self.held_by.add(application)

    def release(self, application: ApplicationId) -> None:
        """Gives a seat back: an offer was declined or expired, a family left, a transfer was accepted."""
        self.check_held_by(application)
        self.held_by.remove(application)

    def check_free_for(self, application: ApplicationId) -> None:
        """Refuses as `hold` would, and holds nothing."""
        if application in self.held_by:
            raise SeatAlreadyHeld
        if self.vacancies == 0:
            raise NoVacancy

    def check_held_by(self, application: ApplicationId) -> None:
        """Refuses as `release` would, and releases nothing."""
        if application not in self.held_by:
            raise SeatNotHeld

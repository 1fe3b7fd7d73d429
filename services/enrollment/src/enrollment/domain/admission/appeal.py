"""An appeal against a rejection: filed in its term, admitted, upheld or dismissed; once more at the second instance."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from enrollment.domain.admission.application import Application
from enrollment.domain.admission.ids import AppealId, ApplicationId
from enrollment.domain.admission.refusals import AppealTermOver, GroundsMissing, ReasonMissing, WrongState
from enrollment.domain.admission.seat_plan import SeatPlan
from enrollment.domain.order import Order


class AppealState(StrEnum):
    """Where an appeal is."""

    FILED = "FILED"
    ADMITTED = "ADMITTED"
    UPHELD = "UPHELD"
    DISMISSED = "DISMISSED"


@dataclass(frozen=True, slots=True)
class AppealFiled:
    """A family does not accept a rejection."""

    appeal_id: AppealId
    application_id: ApplicationId
    grounds: str
    on: date


@dataclass(frozen=True, slots=True)
class AppealDecided:
    """The instance has decided; `seats_added` says whether it made room."""

    appeal_id: AppealId
    decision: AppealState
    reasons: str
    seats_added: int


@dataclass(eq=False)
class Appeal:
    """One family's appeal; `instance` is 1 or 2."""

    id: AppealId
    application_id: ApplicationId
    grounds: str
    instance: int = 1
    state: AppealState = AppealState.FILED
    filed_on: date | None = None
    reasons: str | None = None
    seats_added: int = 0
    events: list[Any] = field(default_factory=list)

    @classmethod
    def file(cls, appeal_id: AppealId, application: Application, *, grounds: str, on: date) -> "Appeal":
        """Files it. Refuses after the term that the rejection named, and without grounds."""
        if not grounds.strip():
            raise GroundsMissing
        if application.appeal_until is not None and on > application.appeal_until:
            raise AppealTermOver(application.appeal_until)
        application.appealed()
        appeal = cls(appeal_id, application.id, grounds.strip(), filed_on=on)
        appeal.events.append(AppealFiled(appeal_id, application.id, grounds, on))
        return appeal

    def admit(self) -> None:
        """Finds that it must be decided."""
        self._must_be(AppealState.FILED)
        self.state = AppealState.ADMITTED

    def uphold(
        self,
        application: Application,
        *,
        reasons: str,
        plan: SeatPlan | None = None,
        order: Order | None = None,
    ) -> None:
        """Finds for the family. With a plan and an order it adds a seat, because the places may all be taken."""
        self._must_decide(reasons)
        application.register()
        added = 0
        if plan is not None and order is not None:
            plan.change(plan.seats + 1, order=order, reason=reasons)
            added = 1
        self._decide(AppealState.UPHELD, reasons, added)

    def dismiss(self, application: Application, *, reasons: str) -> None:
        """Finds against the family; at the second instance the rejection is final."""
        self._must_decide(reasons)
        if self.instance == 2:
            application.rejected_finally()
        self._decide(AppealState.DISMISSED, reasons, 0)

    def carry_on(self) -> None:
        """Takes a dismissed appeal to the second instance."""
        self._must_be(AppealState.DISMISSED)
        if self.instance == 2:
            raise WrongState("second instance", "first instance")
        self.instance, self.state = 2, AppealState.FILED

    def accept_dismissal(self, application: Application) -> None:
        """Ends it at the first instance: the family goes no further, or its term is over."""
        self._must_be(AppealState.DISMISSED)
        application.rejected_finally()

    def _decide(self, decision: AppealState, reasons: str, seats_added: int) -> None:
        self.state, self.reasons, self.seats_added = decision, reasons.strip(), seats_added
        self.events.append(AppealDecided(self.id, decision, reasons, seats_added))

    def _must_decide(self, reasons: str) -> None:
        self._must_be(AppealState.ADMITTED)
        if not reasons.strip():
            raise ReasonMissing

    def _must_be(self, state: AppealState) -> None:
        if self.state is not state:
            raise WrongState(self.state, state)

"""An appeal against a rejection: filed in its term, admitted, upheld or dismissed; once more at the second instance."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from enrollment.domain.admission.appeal_refusals import AnswerMissing, AppealTermOver, GroundsMissing
from enrollment.domain.admission.application import Application
from enrollment.domain.admission.application_states import ApplicationState
from enrollment.domain.admission.ids import AppealId, ApplicationId
from enrollment.domain.admission.refusals import ReasonMissing, WrongState
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
    """One family's appeal; `instance` is 1 or 2.

    `answer` is what the school says to the grounds; `carry_on_until` the last day on which a dismissal at the first
    instance may be taken to the second.
    """

    id: AppealId
    application_id: ApplicationId
    grounds: str
    instance: int = 1
    state: AppealState = AppealState.FILED
    filed_on: date | None = None
    reasons: str | None = None
    seats_added: int = 0
    answer: str | None = None
    carry_on_until: date | None = None
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

    def take_answer(self, answer: str) -> None:
        """Takes what the school says to the grounds, until it is decided; a second answer replaces the first."""
        if self.state not in (AppealState.FILED, AppealState.ADMITTED):
            raise WrongState(self.state, "an appeal that is not decided")
        if not answer.strip():
            raise AnswerMissing
        self.answer = answer.strip()

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

    def dismiss(self, application: Application, *, reasons: str, carry_on_until: date) -> None:
        """Finds against the family: at the first instance it may go on until that day, at the second it may not."""
        self._must_decide(reasons)
        if self.instance == 2:
            application.rejected_finally()
        else:
            self.carry_on_until = carry_on_until
        self._decide(AppealState.DISMISSED, reasons, 0)

    def carry_on(self, application: Application, *, on: date) -> None:
        """Takes a dismissed appeal to the second instance. Refuses after its term, and what the family accepted."""
        self._must_be(AppealState.DISMISSED)
        if application.state is not ApplicationState.APPEALED:
            raise WrongState(application.state, ApplicationState.APPEALED)
        if self.carry_on_until is not None and on > self.carry_on_until:
            raise AppealTermOver(self.carry_on_until)
        self.instance, self.state = 2, AppealState.FILED

    def accept_dismissal(self, application: Application) -> None:
        """Ends it at the first instance: the family goes no further."""
        self._must_be(AppealState.DISMISSED)
        application.rejected_finally()

    def may_go_on(self, *, on: date) -> bool:
        """Whether an instance may still find for the family."""
        if self.state in (AppealState.FILED, AppealState.ADMITTED):
            return True
        return (
            self.state is AppealState.DISMISSED
            and self.carry_on_until is not None
            and on <= self.carry_on_until
        )

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

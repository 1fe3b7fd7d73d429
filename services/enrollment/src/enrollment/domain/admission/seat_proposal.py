"""A school's proposal of another number of seats: an order accepts it, or it is declined with an answer."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from enrollment.domain.admission.ids import SeatPlanId, SeatProposalId
from enrollment.domain.admission.refusals import ReasonMissing, WrongState
from enrollment.domain.admission.seat_plan import SeatPlan
from enrollment.domain.ids import SchoolId
from enrollment.domain.order import Order


class ProposalState(StrEnum):
    """What became of a proposal."""

    OPEN = "OPEN"
    ACCEPTED = "ACCEPTED"
    DECLINED = "DECLINED"


@dataclass(eq=False)
class SeatProposal:
    """What a director asks for, and why. Seats change by the order that accepts it and not before."""

    id: SeatProposalId
    seat_plan_id: SeatPlanId
    school_id: SchoolId
    seats: int
    reason: str
    state: ProposalState = ProposalState.OPEN
    answer: str = ""
    events: list[Any] = field(default_factory=list)

    @classmethod
    def make(cls, id: SeatProposalId, plan: SeatPlan, seats: int, *, reason: str) -> "SeatProposal":
        """Asks for so many seats. Refuses what no order could do: fewer than are held, or without a reason."""
        plan.check_change(seats, reason=reason)
        return cls(id, plan.id, plan.programme.school_id, seats, reason.strip())

    def accept(self, plan: SeatPlan, *, order: Order, answer: str = "") -> None:
        """Changes the seats by an order, for the reason that the school gave."""
        self._must_be_open()
        plan.change(self.seats, order=order, reason=self.reason)
        self.state, self.answer = ProposalState.ACCEPTED, answer.strip()

    def decline(self, *, answer: str) -> None:
        """Leaves the seats as they are. Refuses to do so without an answer."""
        self._must_be_open()
        if not answer.strip():
            raise ReasonMissing
        self.state, self.answer = ProposalState.DECLINED, answer.strip()

    def _must_be_open(self) -> None:
        if self.state is not ProposalState.OPEN:
            raise WrongState(self.state, ProposalState.OPEN)

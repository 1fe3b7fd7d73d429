"""A school asks for seats; they change by an order and not before."""

from __future__ import annotations

from uuid import uuid4

import pytest

from enrollment.domain.admission.ids import SeatProposalId
from enrollment.domain.admission.offer_refusals import SeatsTaken
from enrollment.domain.admission.refusals import ReasonMissing, WrongState
from enrollment.domain.admission.seat_plan import SeatPlan
from enrollment.domain.admission.seat_proposal import ProposalState, SeatProposal

from .nouns import ORDER, application


def proposed(plan: SeatPlan, seats: int = 3, reason: str = "a second class") -> SeatProposal:
    return SeatProposal.make(SeatProposalId(uuid4()), plan, seats, reason=reason)


def test_an_order_changes_the_seats_for_the_schools_reason(plan: SeatPlan) -> None:
    proposal = proposed(plan, 3)
    before = plan.seats

    proposal.accept(plan, order=ORDER)

    assert (before, plan.seats, proposal.state) == (1, 3, ProposalState.ACCEPTED)
    assert plan.events[-1].reason == "a second class"


def test_a_declined_proposal_has_an_answer_and_changes_nothing(plan: SeatPlan) -> None:
    proposal = proposed(plan)

    with pytest.raises(ReasonMissing):
        proposal.decline(answer=" ")
    proposal.decline(answer="There is no room.")

    assert (plan.seats, proposal.answer) == (1, "There is no room.")


def test_what_no_order_could_do_is_not_proposed(plan: SeatPlan) -> None:
    plan.hold(application().id)

    with pytest.raises(SeatsTaken):
        proposed(plan, 0)
    with pytest.raises(ReasonMissing):
        proposed(plan, reason=" ")


def test_a_proposal_is_decided_once(plan: SeatPlan) -> None:
    proposal = proposed(plan)
    proposal.decline(answer="There is no room.")

    with pytest.raises(WrongState):
        proposal.accept(plan, order=ORDER)

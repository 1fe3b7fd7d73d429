"""An appeal is filed in its term, decided with reasons, and may add a seat."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest

from enrollment.domain.admission.appeal import Appeal, AppealDecided, AppealState
from enrollment.domain.admission.appeal_refusals import AnswerMissing, AppealTermOver
from enrollment.domain.admission.application import Application
from enrollment.domain.admission.application_facts import ApplicationRejected
from enrollment.domain.admission.application_states import ApplicationState
from enrollment.domain.admission.ids import AppealId
from enrollment.domain.admission.refusals import ReasonMissing, WrongState
from enrollment.domain.admission.seat_plan import SeatPlan

from .nouns import APRIL_1, ORDER, application

MAY_1, MAY_2 = date(2027, 5, 1), date(2027, 5, 2)
MAY_11, MAY_12 = date(2027, 5, 11), date(2027, 5, 12)


@pytest.fixture
def rejected() -> Application:
    """Submitted and rejected; an appeal is possible until 1 May."""
    rejected = application()
    rejected.submit(at=APRIL_1)
    rejected.reject(legal_basis="order 458, p. 17", appeal_until=MAY_1)
    return rejected


@pytest.fixture
def appeal(rejected: Application) -> Appeal:
    """Filed on the last day, and admitted."""
    appeal = Appeal.file(AppealId(uuid4()), rejected, grounds="the certificate was there", on=MAY_1)
    appeal.admit()
    return appeal


def test_an_appeal_after_its_term_is_refused(rejected: Application) -> None:
    with pytest.raises(AppealTermOver):
        Appeal.file(AppealId(uuid4()), rejected, grounds="late", on=MAY_2)

    assert rejected.state is ApplicationState.REJECTED


def test_an_upheld_appeal_registers_the_application_with_its_first_moment(
    appeal: Appeal, rejected: Application
) -> None:
    appeal.uphold(rejected, reasons="it was there")

    assert rejected.state is ApplicationState.REGISTERED
    assert rejected.received_at == APRIL_1


def test_an_upheld_appeal_may_add_a_seat_by_an_order(
    appeal: Appeal, rejected: Application, plan: SeatPlan
) -> None:
    appeal.uphold(rejected, reasons="it was there", plan=plan, order=ORDER)

    assert plan.seats == 2
    assert appeal.events[-1] == AppealDecided(appeal.id, AppealState.UPHELD, "it was there", 1)


def test_an_appeal_is_not_decided_without_reasons(appeal: Appeal, rejected: Application) -> None:
    with pytest.raises(ReasonMissing):
        appeal.dismiss(rejected, reasons="", carry_on_until=MAY_11)


def test_a_dismissal_is_final_at_the_second_instance(appeal: Appeal, rejected: Application) -> None:
    appeal.dismiss(rejected, reasons="it was not", carry_on_until=MAY_11)
    pending = rejected.state
    appeal.carry_on(rejected, on=MAY_11)
    appeal.admit()
    appeal.dismiss(rejected, reasons="it was not there", carry_on_until=MAY_11)

    assert pending is ApplicationState.APPEALED
    assert rejected.state is ApplicationState.REJECTED_FINAL
    with pytest.raises(WrongState):
        appeal.carry_on(rejected, on=MAY_11)


def test_a_family_that_goes_no_further_is_rejected_finally(appeal: Appeal, rejected: Application) -> None:
    appeal.dismiss(rejected, reasons="it was not", carry_on_until=MAY_11)

    appeal.accept_dismissal(rejected)

    assert rejected.state is ApplicationState.REJECTED_FINAL
    assert rejected.events[-1] == ApplicationRejected(rejected.id, "order 458, p. 17", MAY_1, is_final=True)
    with pytest.raises(WrongState):
        appeal.carry_on(rejected, on=MAY_2)
    with pytest.raises(WrongState):
        appeal.accept_dismissal(rejected)


def test_a_dismissed_appeal_is_carried_on_within_its_term(appeal: Appeal, rejected: Application) -> None:
    appeal.dismiss(rejected, reasons="it was not", carry_on_until=MAY_11)

    with pytest.raises(AppealTermOver) as refused:
        appeal.carry_on(rejected, on=MAY_12)

    assert refused.value.until == MAY_11
    assert (appeal.may_go_on(on=MAY_11), appeal.may_go_on(on=MAY_12)) == (True, False)
    appeal.carry_on(rejected, on=MAY_11)
    assert appeal.may_go_on(on=MAY_12)


def test_what_is_not_dismissed_is_not_accepted(appeal: Appeal, rejected: Application) -> None:
    with pytest.raises(WrongState):
        appeal.accept_dismissal(rejected)


def test_a_school_answers_until_it_is_decided(appeal: Appeal, rejected: Application) -> None:
    appeal.take_answer(" We had no certificate. ")

    assert appeal.answer == "We had no certificate."
    with pytest.raises(AnswerMissing):
        appeal.take_answer(" ")
    appeal.dismiss(rejected, reasons="it was not", carry_on_until=MAY_11)
    with pytest.raises(WrongState):
        appeal.take_answer("Once more.")

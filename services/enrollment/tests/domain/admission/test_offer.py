"""A place is held for one family, and free again at the moment it is not wanted."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from enrollment.domain.admission.application import Application
from enrollment.domain.admission.application_states import ApplicationState
from enrollment.domain.admission.ids import ExplanationId, OfferId
from enrollment.domain.admission.offer import Offer, OfferAccepted, PlaceOffered
from enrollment.domain.admission.offer_refusals import (
    AlreadyRestored,
    NoVacancy,
    OfferLapsed,
    OfferStillOpen,
    SeatsTaken,
    TooLateToRestore,
)
from enrollment.domain.admission.refusals import ReasonMissing
from enrollment.domain.admission.seat_plan import SeatPlan, SeatPlanChanged

from .nouns import APRIL_1, FAR, NEAR, ORDER, seat_plan

TERM = APRIL_1 + timedelta(days=2)
LATER = TERM + timedelta(seconds=1)
FOUR_WEEKS = timedelta(days=28)


def offer(application: Application, plan: SeatPlan) -> Offer:
    return Offer.make(OfferId(uuid4()), application, plan, respond_by=TERM, because=ExplanationId(uuid4()))


def test_an_offer_holds_a_seat_and_names_its_explanation(amina: Application, plan: SeatPlan) -> None:
    made = offer(amina, plan)

    assert plan.vacancies == 0
    assert amina.state is ApplicationState.OFFERED
    assert made.events == [PlaceOffered(made.id, amina.id, NEAR, TERM, made.explanation_id)]


def test_no_place_is_offered_that_is_not_there(
    amina: Application, timur: Application, plan: SeatPlan
) -> None:
    offer(amina, plan)

    with pytest.raises(NoVacancy):
        offer(timur, plan)

    assert timur.state is ApplicationState.QUEUED


def test_a_declined_place_is_free_for_the_next_child(
    amina: Application, timur: Application, plan: SeatPlan
) -> None:
    offer(amina, plan).decline(amina, plan)

    offer(timur, plan)

    assert plan.held_by == {timur.id}


def test_an_offer_cannot_be_accepted_after_its_term(amina: Application, plan: SeatPlan) -> None:
    made = offer(amina, plan)

    with pytest.raises(OfferLapsed):
        made.accept(amina, at=LATER)
    made.accept(amina, at=TERM)

    assert amina.state is ApplicationState.ACCEPTED


def test_an_offer_does_not_expire_before_its_term(amina: Application, plan: SeatPlan) -> None:
    made = offer(amina, plan)

    with pytest.raises(OfferStillOpen):
        made.expire(amina, plan, at=TERM)
    made.expire(amina, plan, at=LATER)

    assert plan.vacancies == 1


def test_a_restored_offer_returns_to_the_queue_once_at_most(amina: Application, plan: SeatPlan) -> None:
    first = offer(amina, plan)
    first.expire(amina, plan, at=LATER, restorable=FOUR_WEEKS)
    first.restore(amina, at=LATER + FOUR_WEEKS)
    second = offer(amina, plan)
    second.expire(amina, plan, at=LATER, restorable=FOUR_WEEKS)

    with pytest.raises(AlreadyRestored):
        second.restore(amina, at=LATER)


def test_an_offer_is_not_restored_after_the_four_weeks(amina: Application, plan: SeatPlan) -> None:
    made = offer(amina, plan)
    made.expire(amina, plan, at=LATER, restorable=FOUR_WEEKS)

    with pytest.raises(TooLateToRestore):
        made.restore(amina, at=LATER + FOUR_WEEKS + timedelta(seconds=1))


def test_a_family_accepts_and_waits_on_for_a_better_choice(amina: Application, plan: SeatPlan) -> None:
    accepted = offer(amina, seat_plan(FAR))
    accepted.accept(amina, at=APRIL_1, keep_waiting_for=[NEAR])

    better = offer(amina, plan)
    better.accept(amina, at=APRIL_1)

    assert accepted.events[-1] == OfferAccepted(accepted.id, amina.id, APRIL_1, (NEAR,))
    assert (amina.state, amina.accepted) == (ApplicationState.ACCEPTED, NEAR)


def test_declining_the_better_choice_keeps_the_accepted_place(amina: Application, plan: SeatPlan) -> None:
    far_plan = seat_plan(FAR)
    offer(amina, far_plan).accept(amina, at=APRIL_1, keep_waiting_for=[NEAR])

    offer(amina, plan).decline(amina, plan)

    assert amina.state is ApplicationState.ACCEPTED
    assert (plan.held_by, far_plan.held_by) == (set(), {amina.id})


def test_withdrawing_gives_the_seat_back(amina: Application, plan: SeatPlan) -> None:
    offer(amina, plan)

    amina.withdraw([plan])

    assert plan.vacancies == 1


def test_seats_change_only_by_an_order_with_a_reason(plan: SeatPlan) -> None:
    with pytest.raises(ReasonMissing):
        plan.change(2, order=ORDER, reason=" ")

    plan.change(2, order=ORDER, reason="a second class")

    assert plan.events[-1] == SeatPlanChanged(plan.id, plan.campaign_id, NEAR, 1, 2, "a second class", ORDER)


def test_there_are_never_fewer_seats_than_are_held(amina: Application, plan: SeatPlan) -> None:
    offer(amina, plan)

    with pytest.raises(SeatsTaken) as refused:
        plan.change(0, order=ORDER, reason="a class is closed")

    assert refused.value.taken == 1

"""Random lives of a queue: whatever families and offices do, no seat is given twice and none is lost."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from enrollment.domain.admission.application import Application
from enrollment.domain.admission.application_states import ApplicationState
from enrollment.domain.admission.ids import ExplanationId, OfferId
from enrollment.domain.admission.offer import Offer, OfferState
from enrollment.domain.admission.offer_refusals import AlreadyRestored, SeatsTaken, TooLateToRestore
from enrollment.domain.refusals import Refusal

from .nouns import APRIL_1, ORDER, queued, seat_plan

HOLDING = {ApplicationState.OFFERED, ApplicationState.ACCEPTED, ApplicationState.ENROLLED}


class Lives(RuleBasedStateMachine):
    """One programme, its applications, and everything that can happen to an offer."""

    def __init__(self) -> None:
        super().__init__()
        self.plan = seat_plan(seats=2)
        self.applications: list[Application] = []
        self.offers: list[tuple[Offer, Application]] = []
        self.now = APRIL_1

    @rule()
    def a_family_applies(self) -> None:
        self.applications.append(queued())

    @precondition(lambda self: self.applications)
    @rule(data=st.data())
    def a_place_is_offered(self, data: st.DataObject) -> None:
        application = data.draw(st.sampled_from(self.applications))
        before = (self.plan.vacancies, application.state)
        try:
            made = Offer.make(
                OfferId(uuid4()), application, self.plan,
                respond_by=self.now + timedelta(days=2), because=ExplanationId(uuid4()),
            )  # fmt: skip
        except Refusal:
            assert before[0] == 0 or before[1] is not ApplicationState.QUEUED
            assert (self.plan.vacancies, application.state) == before
        else:
            self.offers.append((made, application))

    @precondition(lambda self: self.offers)
    @rule(data=st.data(), answer=st.sampled_from(["accept", "decline", "expire", "restore"]))
    def something_becomes_of_an_offer(self, data: st.DataObject, answer: str) -> None:
        made, application = data.draw(st.sampled_from(self.offers))
        try:
            if answer == "accept":
                made.accept(application, at=self.now)
            elif answer == "decline":
                made.decline(application, self.plan)
            elif answer == "expire":
                made.expire(application, self.plan, at=self.now, restorable=timedelta(days=28))
            else:
                made.restore(application, at=self.now)
        except (AlreadyRestored, TooLateToRestore):
            assert answer == "restore"
        except Refusal:
            assert answer != "decline" or made.state is not OfferState.OPEN

    @precondition(lambda self: self.applications)
    @rule(data=st.data())
    def a_family_withdraws(self, data: st.DataObject) -> None:
        application = data.draw(st.sampled_from(self.applications))
        if not application.active:
            return
        application.withdraw([self.plan])
        self.offers = [(made, whose) for made, whose in self.offers if whose is not application]

    @rule(seats=st.integers(0, 4))
    def an_order_changes_the_plan(self, seats: int) -> None:
        try:
            self.plan.change(seats, order=ORDER, reason="an order")
        except SeatsTaken:
            assert seats < len(self.plan.held_by)

    @rule(hours=st.integers(1, 100))
    def time_passes(self, hours: int) -> None:
        self.now += timedelta(hours=hours)

    @invariant()
    def seats_are_never_exceeded(self) -> None:
        assert 0 <= len(self.plan.held_by) <= self.plan.seats

    @invariant()
    def those_who_hold_a_seat_are_those_to_whom_one_was_offered(self) -> None:
        holding = {application.id for application in self.applications if application.state in HOLDING}
        assert holding == self.plan.held_by


Lives.TestCase.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
TestLives = Lives.TestCase

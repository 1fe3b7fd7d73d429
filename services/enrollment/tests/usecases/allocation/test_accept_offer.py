"""A place is taken in its term, by who was offered it, and no seat is given twice."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from chassis.ids import new_id
from chassis.testing.surroundings import Surroundings, anybody
from contracts.enrollment.v1 import OfferAccepted
from enrollment.domain.admission.ids import ApplicationId, OfferId, SeatPlanId
from enrollment.domain.admission.offer_refusals import NotRankedAbove, OfferLapsed
from enrollment.domain.admission.refusals import WrongState
from enrollment.persistence.unit_of_work import SqlEnrollmentUnit
from enrollment.testing.admissions import Admissions
from enrollment.usecases.allocation.accept_offer import AcceptOffer, accept_offer
from enrollment.usecases.allocation.decline_offer import DeclineOffer, decline_offer

from .conftest import Runs

Enrollment = Surroundings[SqlEnrollmentUnit]


async def offer_of(enrollment: Enrollment, application: ApplicationId) -> OfferId:
    found = await enrollment.pool.fetchval("select id from offer where application_id = $1", application)
    return OfferId(found)


async def accept(runs: Runs, offer: OfferId, *keep: SeatPlanId) -> None:
    await accept_offer(
        AcceptOffer(offer, keep), work=runs.work, permit=anybody, new_id=new_id, now=runs.clock
    )


async def test_an_accepted_place_is_told_and_held(
    enrollment: Enrollment, admissions: Admissions, runs: Runs
) -> None:
    plan = await admissions.programme(seats=1)
    amina = await admissions.application([plan])
    await runs.whole()

    await accept(runs, await offer_of(enrollment, amina))

    (told,) = await enrollment.told_of(OfferAccepted)
    assert told.application_id == str(amina)
    row = await enrollment.pool.fetchrow("select state, accepted_seat_plan_id from application")
    assert tuple(row or ()) == ("ACCEPTED", plan)


async def test_after_the_term_nothing_is_accepted(
    enrollment: Enrollment, admissions: Admissions, runs: Runs
) -> None:
    amina = await admissions.application([await admissions.programme(seats=1)])
    await runs.whole()
    runs.clock.at += timedelta(days=11)

    with pytest.raises(OfferLapsed):
        await accept(runs, await offer_of(enrollment, amina))


async def test_a_family_waits_on_only_for_what_it_likes_better(
    enrollment: Enrollment, admissions: Admissions, runs: Runs
) -> None:
    best, good = await admissions.programme(seats=1), await admissions.programme(seats=1)
    amina = await admissions.application([best, good])
    await runs.whole()

    with pytest.raises(NotRankedAbove):
        await accept(runs, await offer_of(enrollment, amina), good)


async def test_two_answers_at_once_are_one_answer(
    enrollment: Enrollment, admissions: Admissions, runs: Runs
) -> None:
    plan = await admissions.programme(seats=1)
    amina = await admissions.application([plan])
    await runs.whole()
    offer = await offer_of(enrollment, amina)

    async def decline() -> None:
        await decline_offer(
            DeclineOffer(offer), work=runs.work, permit=anybody, new_id=new_id, now=runs.clock
        )

    done = await asyncio.gather(accept(runs, offer), decline(), return_exceptions=True)

    assert [type(each) for each in done if each is not None] == [WrongState]
    held = await enrollment.pool.fetchval("select held from seat_plan")
    state = await enrollment.pool.fetchval("select state from application")
    assert (state, held) in {("ACCEPTED", 1), ("DECLINED", 0)}

"""A place that is not wanted goes to who waits next, and nothing else is lost by declining it."""

from __future__ import annotations

import pytest

from chassis.testing.surroundings import Surroundings
from contracts.enrollment.v1 import DeclineReason as Told
from contracts.enrollment.v1 import OfferDeclined, PlaceOffered
from enrollment.domain.admission.offer import DeclineReason
from enrollment.domain.admission.refusals import WrongState
from enrollment.persistence.unit_of_work import SqlEnrollmentUnit
from enrollment.testing.admissions import Admissions

from .conftest import Runs
from .families import Families, applied

Enrollment = Surroundings[SqlEnrollmentUnit]


async def test_the_place_is_offered_at_once_to_who_waits_next(
    enrollment: Enrollment, admissions: Admissions, runs: Runs, families: Families
) -> None:
    plan = await admissions.programme(seats=1)
    first, second, third = await applied(admissions, [plan], 3)
    await runs.whole()

    await families.decline(first, DeclineReason.MOVED)

    assert await families.states(first, second, third) == ["DECLINED", "OFFERED", "QUEUED"]
    assert await families.holders(plan) == {second}
    (told,) = await enrollment.told_of(OfferDeclined)
    assert told.reason == Told.DECLINE_REASON_MOVED
    offered = [message.application_id for message in await enrollment.told_of(PlaceOffered)]
    assert offered == [str(first), str(second)]


async def test_who_declines_a_better_place_keeps_the_one_it_accepted(
    admissions: Admissions, runs: Runs, families: Families
) -> None:
    best, good = await admissions.programme(seats=1), await admissions.programme(seats=1)
    first, amina = await applied(admissions, [best, good], 2)
    await runs.whole()
    await families.accept(amina, best)
    await families.decline(first)
    offered_better = await families.states(amina)

    await families.decline(amina)

    assert offered_better == ["OFFERED"]
    assert await families.states(amina) == ["ACCEPTED"]
    assert await families.holders(good) == {amina}
    assert await families.holders(best) == set()


async def test_an_offer_is_answered_once(admissions: Admissions, runs: Runs, families: Families) -> None:
    (amina,) = await applied(admissions, [await admissions.programme(seats=1)], 1)
    await runs.whole()
    await families.decline(amina)

    with pytest.raises(WrongState):
        await families.decline(amina)

"""An office offers what is free to who waits, the best first, and nothing that is taken."""

from __future__ import annotations

import pytest

from chassis.ids import new_id
from chassis.testing.surroundings import Surroundings, anybody
from enrollment.domain.admission.ids import SeatPlanId
from enrollment.domain.admission.offer_refusals import NoVacancy
from enrollment.domain.order import Order
from enrollment.persistence.unit_of_work import SqlEnrollmentUnit
from enrollment.testing.admissions import Admissions
from enrollment.usecases.allocation.offer_places import OfferPlaces, offer_places

from .conftest import Runs
from .families import ORDER, Families, applied

Enrollment = Surroundings[SqlEnrollmentUnit]


async def offer(runs: Runs, plan: SeatPlanId) -> None:
    await offer_places(OfferPlaces(plan), work=runs.work, permit=anybody, new_id=new_id, now=runs.clock)


async def test_what_an_order_added_is_offered_to_the_best(
    enrollment: Enrollment, admissions: Admissions, runs: Runs, families: Families
) -> None:
    plan = await admissions.programme(seats=1)
    children = await applied(admissions, [plan], 3)
    await runs.whole()
    async with enrollment.work() as unit:
        (await unit.seat_plans.get(plan)).change(2, order=Order("12-о", ORDER.signed_on), reason="A room.")

    await offer(runs, plan)

    assert await families.states(*children) == ["OFFERED", "OFFERED", "QUEUED"]


async def test_before_the_first_run_nothing_is_offered(
    admissions: Admissions, runs: Runs, families: Families
) -> None:
    plan = await admissions.programme(seats=1)
    children = await applied(admissions, [plan], 1)

    await offer(runs, plan)

    assert await families.states(*children) == ["REGISTERED"]


async def test_where_every_place_is_taken_nothing_is_offered(admissions: Admissions, runs: Runs) -> None:
    plan = await admissions.programme(seats=1)
    await applied(admissions, [plan], 2)
    await runs.whole()

    with pytest.raises(NoVacancy):
        await offer(runs, plan)

"""A run that does not count is taken back by an order, and the next one has a new seed."""

from __future__ import annotations

from datetime import date

import pytest

from chassis.testing.surroundings import Surroundings, anybody
from contracts.enrollment.v1 import AllocationRunAnnulled, PlaceOffered
from enrollment.domain.admission.ids import ActorId, RunId
from enrollment.domain.admission.refusals import WrongState
from enrollment.domain.admission.run_refusals import SamePerson
from enrollment.domain.order import Order
from enrollment.domain.refusals import OrderMissing
from enrollment.persistence.unit_of_work import SqlEnrollmentUnit
from enrollment.testing.admissions import Admissions
from enrollment.usecases.allocation.annul_run import AnnulRun, annul_run

from .conftest import ASEL, BOLOT, Runs

Enrollment = Surroundings[SqlEnrollmentUnit]


async def annul(runs: Runs, run: RunId, *, by: ActorId = BOLOT, number: str = "3-о") -> None:
    order = Order(number, date(2027, 7, 1))
    await annul_run(AnnulRun(run, order, by), work=runs.work, permit=anybody)


async def test_an_annulled_run_is_told_with_its_order_and_gives_no_place(
    enrollment: Enrollment, admissions: Admissions, runs: Runs
) -> None:
    await admissions.application([await admissions.programme(seats=1)])
    run = await runs.published()

    await annul(runs, run)

    (told,) = await enrollment.told_of(AllocationRunAnnulled)
    assert (told.run_id, told.order.number) == (str(run), "3-о")
    assert await enrollment.told_of(PlaceOffered) == []
    assert await enrollment.pool.fetchval("select state from application") == "REGISTERED"


async def test_the_next_run_has_another_seed_and_gives_the_places(
    enrollment: Enrollment, admissions: Admissions, runs: Runs
) -> None:
    await admissions.application([await admissions.programme(seats=1)])
    await annul(runs, await runs.published())

    again = await runs.commit()
    await runs.freeze(again)
    await runs.compute(again)
    await runs.publish(again)
    await runs.offer(again, await runs.confirm(again))

    rows = await enrollment.pool.fetch("select version, seed from allocation_run order by version")
    assert [row["version"] for row in rows] == [1, 2]
    assert rows[0]["seed"] != rows[1]["seed"]
    assert await enrollment.pool.fetchval("select state from application") == "OFFERED"


async def test_the_seed_of_a_run_that_was_not_published_is_never_told(
    enrollment: Enrollment, runs: Runs
) -> None:
    run = await runs.commit()

    await annul(runs, run)

    assert await enrollment.pool.fetchval("select count(*) from allocation_seed") == 0
    assert await enrollment.pool.fetchval("select seed from allocation_run") is None


async def test_who_asked_for_a_run_does_not_annul_it(runs: Runs) -> None:
    run = await runs.commit()

    with pytest.raises(SamePerson):
        await annul(runs, run, by=ASEL)


async def test_a_confirmed_run_is_not_annulled(runs: Runs) -> None:
    run = await runs.published()
    await runs.confirm(run)

    with pytest.raises(WrongState):
        await annul(runs, run)


async def test_a_run_is_annulled_once(runs: Runs) -> None:
    run = await runs.commit()
    await annul(runs, run)

    with pytest.raises(WrongState):
        await annul(runs, run)


async def test_an_order_has_a_number(runs: Runs) -> None:
    run = await runs.commit()

    with pytest.raises(OrderMissing):
        await annul(runs, run, number=" ")

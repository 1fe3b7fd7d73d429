"""An offer ends with its term, whatever became of its family meanwhile, and its place goes on."""

from __future__ import annotations

from chassis.audit import noted, verify_audit
from chassis.audit.sealing import seal_all
from chassis.ids import new_id
from chassis.testing.surroundings import Surroundings
from contracts.enrollment.v1 import OfferExpired
from enrollment.domain.queue import Kind
from enrollment.persistence.unit_of_work import SqlEnrollmentUnit
from enrollment.testing.admissions import Admissions
from enrollment.usecases.allocation.expire_offers import expire_offers
from enrollment.usecases.allocation.fill_places import fill_places

from .conftest import Runs
from .families import Families, applied

Enrollment = Surroundings[SqlEnrollmentUnit]
STATES = "select state from application order by submitted_at"


async def test_an_unanswered_place_goes_to_who_waits_next(
    enrollment: Enrollment, admissions: Admissions, runs: Runs
) -> None:
    plan = await admissions.programme(seats=1)
    for after in range(2):
        await admissions.application([plan], after=after)
    await runs.whole()
    runs.clock.passes(days=11)

    ended = await expire_offers(work=runs.work, new_id=new_id, now=runs.clock)

    assert ended == 1
    assert [row["state"] for row in await enrollment.pool.fetch(STATES)] == ["EXPIRED", "OFFERED"]
    (told,) = await enrollment.told_of(OfferExpired)
    assert not told.HasField("restorable_until")


async def test_what_the_timer_changed_is_in_the_audit_as_the_services_own_doing(
    enrollment: Enrollment, admissions: Admissions, runs: Runs
) -> None:
    await admissions.application([await admissions.programme(seats=1)])
    await runs.whole()
    runs.clock.passes(days=11)

    timer = noted(runs.work, service="enrollment", action="expire_offers")
    await expire_offers(work=timer, new_id=new_id, now=runs.clock)

    rows = await enrollment.pool.fetch(
        "select actor, action, aggregate, detail from change_audit order by id"
    )
    assert {(row["actor"], row["action"]) for row in rows} == {
        ("service@service:enrollment", "expire_offers")
    }
    assert {"Offer", "Application", "SeatPlan"} <= {row["aggregate"] for row in rows}
    assert all(row["detail"].keys() == {"fields"} for row in rows)
    await seal_all(enrollment.pool)
    async with enrollment.pool.acquire() as connection:
        assert (await verify_audit(connection)).is_sound


async def test_the_offer_of_a_family_that_withdrew_holds_up_nobody(
    enrollment: Enrollment, admissions: Admissions, runs: Runs
) -> None:
    plan = await admissions.programme(seats=1)
    amina = await admissions.application([plan], after=1)
    await admissions.application([plan], after=2)
    await runs.whole()
    async with enrollment.work() as unit:
        leaving = await unit.applications.get(amina)
        leaving.withdraw(await unit.seat_plans.held_by(amina))
        leaving.events.clear()
        await unit.queue_facts.note(Kind.WITHDRAWN, leaving, at=runs.clock())

    made = await fill_places(work=runs.work, new_id=new_id, now=runs.clock)
    runs.clock.passes(days=11)
    ended = await expire_offers(work=runs.work, new_id=new_id, now=runs.clock)

    assert (made, ended) == (1, 2)
    assert [row["state"] for row in await enrollment.pool.fetch(STATES)] == ["WITHDRAWN", "EXPIRED"]
    assert await enrollment.pool.fetchval("select held from seat_plan") == 0


async def test_an_offer_in_its_term_stays_open(
    enrollment: Enrollment, admissions: Admissions, runs: Runs
) -> None:
    await admissions.application([await admissions.programme(seats=1)])
    await runs.whole()
    runs.clock.passes(days=10)

    ended = await expire_offers(work=runs.work, new_id=new_id, now=runs.clock)

    assert ended == 0
    assert await enrollment.told_of(OfferExpired) == []


async def test_who_does_not_answer_a_better_offer_keeps_the_accepted_place(
    admissions: Admissions, runs: Runs, families: Families
) -> None:
    best, good = await admissions.programme(seats=1), await admissions.programme(seats=1)
    first, amina = await applied(admissions, [best, good], 2)
    await runs.whole()
    await families.accept(amina, best)
    await families.decline(first)

    ended = await families.days_pass(11)

    assert ended == 1
    assert await families.states(amina) == ["ACCEPTED"]
    assert await families.holders(good) == {amina}

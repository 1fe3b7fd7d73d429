"""A position is explained by counting, as replaying every fact explains it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from chassis.testing.surroundings import Surroundings
from enrollment.domain.admission.application import Application
from enrollment.domain.admission.ids import ApplicationId
from enrollment.domain.queue import Kind
from enrollment.graphql.allocation.counting import Position, Positions
from enrollment.persistence.unit_of_work import SqlEnrollmentUnit
from enrollment.testing.admissions import APRIL_1, Admissions
from enrollment.usecases.allocation.follow_queues import follow_queues

Enrollment = Surroundings[SqlEnrollmentUnit]


async def position(enrollment: Enrollment, application: ApplicationId, **given: Any) -> Position:
    school = await enrollment.pool.fetchval("select school_id from seat_plan limit 1")
    found = await Positions(enrollment.pool.fetch).explain(
        application, school=school, since=given.get("since")
    )
    assert found is not None
    return found


async def withdraw(enrollment: Enrollment, application: ApplicationId, *, seconds: float) -> None:
    async with enrollment.work() as unit:
        leaving: Application = await unit.applications.get(application)
        leaving.withdraw()
        leaving.events.clear()
        await unit.queue_facts.note(Kind.WITHDRAWN, leaving, at=APRIL_1 + timedelta(seconds=seconds))
    await follow_queues(work=enrollment.work)


async def test_a_position_says_who_is_ahead_by_rule_and_by_no_name(enrollment: Enrollment) -> None:
    admissions = await Admissions(enrollment.work, "ru-grade1").open()
    plan = await admissions.programme(seats=3)
    amina = await admissions.application([plan], after=5)
    for after in (1, 2):
        await admissions.application([plan], after=after)
    await admissions.application([plan], after=9, claims=["SIBLING"])
    await follow_queues(work=enrollment.work)

    found = await position(enrollment, amina)

    assert (found.position, found.seats, found.free) == (4, 3, 3)
    assert [(ahead.categories, ahead.count) for ahead in found.ahead] == [
        (("PREFERENTIAL", "SIBLING"), 1),
        ((), 2),
    ]


async def test_each_difference_of_position_equals_the_sum_of_its_causes(enrollment: Enrollment) -> None:
    admissions = await Admissions(enrollment.work, "ru-grade1").open()
    plan = await admissions.programme(seats=1)
    first = await admissions.application([plan], after=1)
    amina = await admissions.application([plan], after=2)
    await follow_queues(work=enrollment.work)
    before = await position(enrollment, amina)
    await admissions.application([plan], after=3, claims=["FIRST"])
    await admissions.application([plan], after=4, claims=["SIBLING"])
    await withdraw(enrollment, first, seconds=5)

    now = await position(enrollment, amina, since=APRIL_1 + timedelta(seconds=2.5))

    assert [(change.kind, change.rule, change.amount) for change in now.changes] == [
        (Kind.CLAIM_VERIFIED, "FIRST", 1),
        (Kind.CLAIM_VERIFIED, "SIBLING", 1),
        (Kind.WITHDRAWN, "", -1),
    ]
    assert now.position - before.position == sum(change.amount for change in now.changes)


async def test_a_claim_of_ones_own_is_a_cause_too(enrollment: Enrollment) -> None:
    admissions = await Admissions(enrollment.work, "ru-grade1").open()
    plan = await admissions.programme(seats=1)
    for after in (1, 2):
        await admissions.application([plan], after=after)
    amina = await admissions.application([plan], after=3, claims=["SIBLING"])
    await follow_queues(work=enrollment.work)

    found = await position(enrollment, amina, since=APRIL_1)

    assert found.position == 1
    assert [(change.before, change.after, change.own) for change in found.changes] == [(3, 1, True)]


async def test_what_would_be_if_a_claim_were_verified_is_told_and_not_saved(enrollment: Enrollment) -> None:
    admissions = await Admissions(enrollment.work, "ru-grade1").open()
    plan = await admissions.programme(seats=1)
    await admissions.application([plan], after=1)
    await admissions.application([plan], after=2, claims=["SIBLING"])
    amina = await admissions.application([plan], after=3)
    await follow_queues(work=enrollment.work)
    school = await enrollment.pool.fetchval("select school_id from seat_plan limit 1")

    if_verified = await Positions(enrollment.pool.fetch).with_claim(amina, school=school, category="SIBLING")

    assert if_verified == 2
    assert (await position(enrollment, amina)).position == 3

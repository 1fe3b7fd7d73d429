"""Random lives of a campaign on the real database: whatever families and offices do, and in whatever order."""

from __future__ import annotations

import random
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from chassis.ids import new_id
from chassis.testing.surroundings import Surroundings, anybody
from contracts.enrollment.v1 import StudentEnrolled
from enrollment.domain.admission.campaign import CampaignKind
from enrollment.domain.admission.ids import ApplicationId, OfferId, SeatPlanId
from enrollment.domain.order import Order
from enrollment.domain.queue import Kind
from enrollment.domain.refusals import Refusal
from enrollment.persistence.unit_of_work import SqlEnrollmentUnit
from enrollment.testing.admissions import Admissions
from enrollment.usecases.allocation.accept_offer import AcceptOffer, accept_offer
from enrollment.usecases.allocation.decline_offer import DeclineOffer, decline_offer
from enrollment.usecases.allocation.enrol_applicant import EnrolApplicant, enrol_applicant
from enrollment.usecases.allocation.expire_offers import expire_offers
from enrollment.usecases.allocation.fill_places import fill_places
from enrollment.usecases.allocation.restore_offer import RestoreOffer, restore_offer

from .conftest import Runs

Enrollment = Surroundings[SqlEnrollmentUnit]

NEVER = """
select count(*) from seat_plan plan
where held > seats or held <> (select count(*) from held_seat where seat_plan_id = plan.id)
"""
ONE_EACH = """
select count(*) from (select 1 from application where state not in ('ENROLLED', 'WITHDRAWN', 'REJECTED_FINAL')
group by campaign_id, child_id having count(*) > 1) doubles
"""
EXPLAINED = """
select count(*) as made, count(explanation.id) as explained
from offer left join explanation on explanation.id = offer.explanation_id
    and explanation.application_id = offer.application_id
"""
MISCOUNTED = """
select id from queue where waiting <> (select count(*) from queue_entry where queue_id = queue.id)
"""
STANDING = "select version, count(*) from queue_step group by queue_id, version having count(*) > 1"


class Life:
    """Everything that can happen to the families of two kindergartens, drawn by one seed."""

    def __init__(self, enrollment: Enrollment, admissions: Admissions, chance: random.Random) -> None:
        self.enrollment, self.admissions, self.chance = enrollment, admissions, chance
        self.plans: list[SeatPlanId] = []
        self.enrolled = 0
        self.after = 100.0

    async def goes_on(self) -> None:
        """Lets one thing happen; what is refused changes nothing."""
        happenings: list[Callable[[], Awaitable[None]]] = [
            self.a_family_comes,
            self.an_offer_is_accepted,
            self.an_offer_is_declined,
            self.an_offer_is_restored,
            self.a_family_withdraws,
            self.an_order_is_given,
            self.days_pass,
        ]
        with suppress(Refusal):
            await self.chance.choice(happenings)()

    async def a_family_comes(self) -> None:
        self.after += 1
        plans = self.chance.sample(self.plans, self.chance.randint(1, len(self.plans)))
        claims = self.chance.choice([(), ("FIRST_RIGHT",)])
        await self.admissions.application(plans, after=self.after, claims=claims)
        await fill_places(work=self.work, new_id=new_id, now=self.admissions.clock)

    async def an_offer_is_accepted(self) -> None:
        offer = OfferId(await self._any("select id from offer where state = 'OPEN'"))
        wanted = await self.enrollment.pool.fetch(
            "select choice.seat_plan_id from choice join offer using (application_id) where offer.id = $1",
            offer,
        )
        kept = [row["seat_plan_id"] for row in wanted if self.chance.random() < 0.3]
        await accept_offer(
            AcceptOffer(offer, kept), work=self.work, permit=anybody, new_id=new_id, now=self.admissions.clock
        )

    async def an_offer_is_declined(self) -> None:
        offer = OfferId(await self._any("select id from offer"))
        await decline_offer(
            DeclineOffer(offer), work=self.work, permit=anybody, new_id=new_id, now=self.admissions.clock
        )

    async def an_offer_is_restored(self) -> None:
        offer = OfferId(await self._any("select id from offer where state = 'EXPIRED'"))
        await restore_offer(
            RestoreOffer(offer), work=self.work, permit=anybody, new_id=new_id, now=self.admissions.clock
        )

    async def a_family_withdraws(self) -> None:
        application = ApplicationId(
            await self._any("select id from application where state in ('QUEUED', 'REGISTERED', 'ACCEPTED')")
        )
        async with self.enrollment.work() as unit:
            leaving = await unit.applications.get(application)
            leaving.withdraw(await unit.seat_plans.held_by(application))
            leaving.events.clear()
            await unit.queue_facts.note(Kind.WITHDRAWN, leaving, at=self.admissions.clock())

    async def an_order_is_given(self) -> None:
        application = ApplicationId(await self._any("select id from application"))
        await enrol_applicant(
            EnrolApplicant(application, order=Order("1-п", date(2027, 5, 1)), enrolled_on=date(2027, 9, 1)),
            work=self.work,
            permit=anybody,
            new_id=new_id,
            now=self.admissions.clock,
            today=lambda _zone: date(2027, 5, 1),
        )
        self.enrolled += 1

    async def days_pass(self) -> None:
        self.admissions.clock.at += timedelta(days=self.chance.choice([1, 3, 30]))
        await expire_offers(work=self.work, new_id=new_id, now=self.admissions.clock)

    @property
    def work(self) -> Any:
        return self.enrollment.work

    async def _any(self, statement: str) -> UUID:
        rows = await self.enrollment.pool.fetch(statement + " order by 1")
        if not rows:
            raise Refusal
        found: UUID = self.chance.choice(rows)["id"]
        return found


@pytest.mark.parametrize("seed", range(3))
async def test_no_life_of_a_campaign_gives_a_seat_twice_or_enrols_a_child_twice(
    enrollment: Enrollment, seed: int
) -> None:
    admissions = await Admissions(enrollment.work, "kz-kindergarten", CampaignKind.KINDERGARTEN).open()
    life = Life(enrollment, admissions, random.Random(seed))
    life.plans = [await admissions.programme(seats=2, grade=0), await admissions.programme(seats=1, grade=0)]
    for after in range(4):
        await admissions.application(life.plans, after=after)
    await Runs(admissions).whole()

    for _ in range(40):
        await life.goes_on()

        assert await enrollment.pool.fetchval(NEVER) == 0
        assert await enrollment.pool.fetchval(ONE_EACH) == 0
        assert await enrollment.pool.fetch(MISCOUNTED) == []

    enrolled = await enrollment.told_of(StudentEnrolled)
    assert len({told.student_id for told in enrolled}) == len(enrolled) == life.enrolled
    assert await enrollment.pool.fetch(STANDING) == []
    offers = await enrollment.pool.fetchrow(EXPLAINED)
    assert offers is not None
    assert offers["made"] == offers["explained"] > 3

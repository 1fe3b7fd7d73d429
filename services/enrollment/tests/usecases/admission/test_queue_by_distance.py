"""England's rules on the real database: the nearest first, whatever families do, and a run finds the same order."""

from __future__ import annotations

import random
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

import pytest
import pytest_asyncio

from chassis.ids import new_id
from enrollment.domain.admission.application_facts import PriorityClaim
from enrollment.domain.admission.campaign import Wave
from enrollment.domain.admission.ids import ApplicationId, CampaignId, ChildId, SeatPlanId
from enrollment.domain.allocation import Lottery
from enrollment.domain.allocation.market import open_market
from enrollment.domain.allocation.standings import Standings
from enrollment.domain.ids import DistrictId, SchoolId
from enrollment.domain.queue.keys import with_number
from enrollment.domain.reference import School
from enrollment.domain.refusals import Refusal
from enrollment.usecases.admission.add_choice import AddChoice, add_choice
from enrollment.usecases.admission.move_child import MoveChild, move_child
from enrollment.usecases.admission.register_application import RegisterApplication, register_application
from enrollment.usecases.admission.verify_claim import VerifyClaim, verify_claim
from enrollment.usecases.allocation.follow_queues import follow_queues
from enrollment.usecases.copy_school import copy_school

from .office import APRIL_1, DAY, Office

AREAS = ["Aldgate", "Bow", "Clapton", "nowhere on the map"]
QUEUE = """
select entry.tier, entry.key, application.child_ref as ref
from queue_entry entry join application on application.id = entry.application_id where entry.queue_id = $1
"""


class Life:
    """Families who come, move, want another school too, have a right found good, and leave: drawn by one seed."""

    def __init__(self, office: Office, campaign: CampaignId, chance: random.Random) -> None:
        self.office, self.campaign, self.chance = office, campaign, chance
        self.plans: dict[SeatPlanId, SchoolId] = {}
        self.families: list[tuple[ChildId, ApplicationId]] = []

    async def goes_on(self) -> None:
        """Lets one thing happen; what is refused changes nothing."""
        happenings: list[Callable[[], Awaitable[Any]]] = [
            self.a_family_comes,
            self.a_family_comes,
            self.a_family_moves,
            self.another_school_is_wanted,
            self.a_right_is_verified,
            self.a_map_is_drawn_anew,
            self.a_family_withdraws,
        ]
        with suppress(Refusal):
            await self.chance.choice(happenings)()

    async def a_family_comes(self) -> None:
        child = await self.office.child(area=self.chance.choice([*AREAS, None]))
        plans = self.chance.sample(list(self.plans), self.chance.randint(1, len(self.plans)))
        rights = [PriorityClaim(self.chance.choice(["LOOKED_AFTER", "SIBLING"]))]
        application = await self.office.submit(self.campaign, child, *plans, claims=rights)
        await register_application(RegisterApplication(application), **self.office.kit)
        self.families.append((child, application))

    async def a_family_moves(self) -> None:
        child, _ = self.chance.choice(self.families)
        area = self.chance.choice([*AREAS, None])
        await move_child(MoveChild(child, area), **self.office.kit, now=self.office.now)

    async def another_school_is_wanted(self) -> None:
        _, application = self.chance.choice(self.families)
        wanted = AddChoice(application, self.chance.choice(list(self.plans)), rank=1)
        await add_choice(wanted, **self.office.kit, now=self.office.now)

    async def a_right_is_verified(self) -> None:
        _, application = self.chance.choice(self.families)
        right = VerifyClaim(application, self.chance.choice(["LOOKED_AFTER", "SIBLING"]), None, "district")
        await verify_claim(right, **self.office.kit, now=self.office.now)

    async def a_map_is_drawn_anew(self) -> None:
        far = {area: self.chance.randrange(3) * 400 for area in AREAS[:3] if self.chance.random() < 0.7}
        first = [area for area in AREAS[:3] if self.chance.random() < 0.3]
        await self.office.draw(self.chance.choice(list(self.plans.values())), *first, metres=far)

    async def a_family_withdraws(self) -> None:
        await self.office.withdraw(self.chance.choice(self.families)[1])

    async def queue(self, plan: SeatPlanId, lottery: Lottery) -> list[str]:
        """Who stands there by its key, the number of the draw in it."""
        rows = await self.office.enrollment.pool.fetch(QUEUE, plan)
        keys = [
            (row["tier"], with_number(row["key"], lottery.number(row["ref"])), row["ref"]) for row in rows
        ]
        return [ref for _, _, ref in sorted(keys)]

    async def full_standings(self, lottery: Lottery) -> dict[str, list[str]]:
        """What a run that froze now would compute."""
        async with self.office.enrollment.work() as unit:
            document = await unit.run_files.document(await unit.campaigns.look(self.campaign))
        market = open_market(document)
        refs = [
            [market.refs[market.child_of[one]] for one in standing]
            for standing in Standings(market, lottery).full()
        ]
        return dict(zip(market.programmes, refs, strict=True))


@pytest_asyncio.fixture
async def england(office: Office) -> CampaignId:
    """A campaign by England's usual criteria, its wave open to all."""
    await office.rule_pack("en-criteria")
    campaign = await office.campaign(Wave(APRIL_1, APRIL_1 + 90 * DAY), pack=("en-criteria", 1))
    await office.open(campaign)
    return campaign


@pytest.mark.parametrize("seed", range(3))
async def test_the_queue_and_a_run_have_the_same_order_whatever_families_do(
    office: Office, district: DistrictId, england: CampaignId, seed: int
) -> None:
    life = Life(office, england, random.Random(seed))
    for _ in range(2):
        school = SchoolId(new_id())
        await copy_school(School(school, district, "Europe/London"), work=office.enrollment.work)
        life.plans[await office.seats(england, school, seats=1)] = school
        await life.a_map_is_drawn_anew()
    await life.a_family_comes()
    lottery = Lottery(bytes(32), public_randomness="", campaign=str(england))

    for _ in range(4):
        for _ in range(10):
            await life.goes_on()
        await follow_queues(work=office.enrollment.work)

        standings = await life.full_standings(lottery)
        assert {str(plan): await life.queue(plan, lottery) for plan in life.plans} == standings

    assert max(map(len, standings.values())) > 3

"""What is followed step by step is what counting gives, in any life of a queue, with and without an interleave."""

import random
from uuid import UUID

import pytest

from enrollment.domain.admission.campaign import CampaignKind
from enrollment.domain.admission.ids import ApplicationId, SeatPlanId
from enrollment.domain.queue import Kind
from enrollment.graphql.allocation.counting import Positions
from enrollment.graphql.subscriptions.standings import Place, Told, standings
from enrollment.testing.admissions import APRIL_1, Admissions
from enrollment.testing.stories import Story

STEPS = 24
PACKS = {
    "ru-grade1": (CampaignKind.GRADE_1, ["EXTRAORDINARY", "SIBLING"]),
    "kz-kindergarten": (CampaignKind.KINDERGARTEN, ["EXTRAORDINARY", "FIRST_RIGHT"]),
}


class Life:
    """A queue in which things happen by chance."""

    def __init__(self, admissions: Admissions, plan: SeatPlanId, chance: random.Random) -> None:
        self._admissions = admissions
        self._plan = plan
        self._chance = chance
        self._waiting: list[ApplicationId] = []

    async def happens(self, claims: list[str]) -> None:
        """Somebody comes, comes with a right, goes, or is offered a place."""
        what = self._chance.choice(["come", "come", "claim", "go", "offer"])
        if what in ("come", "claim") or not self._waiting:
            named = [self._chance.choice(claims)] if what == "claim" else []
            after = self._chance.randint(0, 99)
            self._waiting.append(await self._admissions.application([self._plan], after=after, claims=named))
            return
        gone = self._waiting.pop(self._chance.randrange(len(self._waiting)))
        async with self._admissions.work() as unit:
            found = await unit.applications.get(gone)
            if what == "offer":
                await unit.queue_facts.note(
                    Kind.PLACE_OFFERED, found, at=APRIL_1, plan=self._plan, waits_for=[]
                )
            else:
                found.withdraw()
                await unit.queue_facts.note(Kind.WITHDRAWN, found, at=APRIL_1)
            found.events.clear()


@pytest.mark.parametrize("pack", PACKS)
async def test_followed_and_counted_positions_agree_after_each_step(told: Story, pack: str) -> None:
    kind, claims = PACKS[pack]
    admissions = await Admissions(told.admissions.work, pack, kind).open()
    story = Story(admissions, told.graph)
    plan = await admissions.programme(seats=1)
    amina = await admissions.application([plan], after=50)
    await story.catch_up()
    fetch = told.graph.app.state.pool.fetch
    school = await told.graph.app.state.pool.fetchval("select school_id from seat_plan where id = $1", plan)
    life = Life(admissions, plan, random.Random(f"{pack} 7"))
    (place,) = await standings(fetch, amina, None)
    news = 0

    for _ in range(STEPS):
        await life.happens(claims)
        await story.catch_up()
        before, (place,) = place, await standings(fetch, amina, as_told(place))
        counted = await Positions(fetch).explain(amina, school=school, since=None)
        assert counted is not None
        assert place.position == counted.position
        assert place.before == before.position
        assert sum(change.amount for change in place.changes) == moved_by(place)
        news += place.is_news

    assert 0 < news < STEPS, "a life in which the position always or never moves tries nothing"


def as_told(place: Place) -> dict[UUID, Told]:
    return {place.plan: Told(place.version, place.position)}


def moved_by(place: Place) -> int:
    assert place.position is not None
    assert place.before is not None
    return place.position - place.before

"""A family asks where it stands, why its number changed, and what would change it; nobody's name is in the answer."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest_asyncio

from chassis.testing.postgres import NewDatabase
from enrollment.domain.queue import Kind
from enrollment.testing.admissions import APRIL_1
from enrollment.testing.stories import OFFER, Story, story

WHERE = """
query($id: ID!, $school: ID!, $since: DateTime, $plans: [ID!]!) { application(id: $id) {
    position(schoolId: $school, since: $since) {
        position tied seats free lastAdmitted { tier }
        ahead { categories count } changes { before after kind rule own } }
    positionIfClaimed(schoolId: $school, category: "SIBLING")
    outlook(choices: $plans) { position seats withinSeats } } }
"""


@pytest_asyncio.fixture
async def told(new_database: NewDatabase, tmp_path: Path) -> AsyncIterator[Story]:
    """Grade 1 of a district."""
    async with story(await new_database("enrollment"), tmp_path, "ru-grade1") as opened:
        yield opened


async def test_each_change_of_a_number_has_its_cause_and_the_causes_add_up(told: Story) -> None:
    plan = await told.admissions.programme(seats=1)
    school = (await told.director_of(plan)).removeprefix("director:")
    leaving = await told.admissions.application([plan], after=1)
    amina = await told.admissions.application([plan], after=2)
    await told.admissions.application([plan], after=3, claims=["FIRST"])
    async with told.admissions.work() as unit:
        gone = await unit.applications.get(leaving)
        gone.withdraw()
        gone.events.clear()
        await unit.queue_facts.note(Kind.WITHDRAWN, gone, at=APRIL_1 + timedelta(seconds=4))
    await told.catch_up()
    asked = {
        "id": str(amina),
        "school": school,
        "plans": [str(plan)],
        "since": (APRIL_1 + timedelta(seconds=2.5)).isoformat(),
    }

    answer = await told.ask(await told.guardian_of(amina), WHERE, **asked)
    stranger = await told.ask(f"guardian:{plan}", WHERE, **asked)

    assert "errors" not in answer, answer
    own = answer["data"]["application"]
    assert own["position"] == {
        "position": 2,
        "tied": 0,
        "seats": 1,
        "free": 1,
        "lastAdmitted": None,
        "ahead": [{"categories": ["FIRST"], "count": 1}],
        "changes": [
            {"before": 2, "after": 3, "kind": "CLAIM_VERIFIED", "rule": "FIRST", "own": False},
            {"before": 3, "after": 2, "kind": "WITHDRAWN", "rule": "", "own": False},
        ],
    }
    assert own["positionIfClaimed"] == 2
    assert own["outlook"] == [{"position": 2, "seats": 1, "withinSeats": False}]
    assert stranger["data"]["application"] is None


async def test_who_waits_after_a_run_moves_up_when_a_place_is_declined(told: Story) -> None:
    plan = await told.admissions.programme(seats=1)
    school = (await told.director_of(plan)).removeprefix("director:")
    first, second, third = [await told.admissions.application([plan], after=after) for after in range(3)]
    await told.confirmed_run()
    await told.do(await told.guardian_of(first), "declineOffer", OFFER, offerId=await told.offer_of(first))

    answer = await told.ask(
        await told.guardian_of(third),
        WHERE,
        id=str(third),
        school=school,
        plans=[str(plan)],
        since="2020-01-01T00:00:00Z",
    )

    position = answer["data"]["application"]["position"]
    assert await told.state(second) == "OFFERED"
    assert (position["position"], position["free"]) == (1, 0)
    assert [(each["kind"], each["before"], each["after"]) for each in position["changes"]] == [
        ("PLACE_OFFERED", 3, 2),
        ("PLACE_OFFERED", 2, 1),
    ]

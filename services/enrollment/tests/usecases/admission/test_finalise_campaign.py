"""A campaign ends when nobody waits for an answer any more, and is put away after that."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest_asyncio

from chassis.ids import new_id
from chassis.testing.databases import Database
from enrollment.testing.stories import OFFER, Story, story
from enrollment.usecases.allocation.fill_places import fill_places

STATE = "campaign { state } userErrors { code ... on CampaignUnderWayError { openOffers undecided } }"
ENDS = "mutation($input: %sInput!) { %s(input: $input) { " + STATE + " } }"


@pytest_asyncio.fixture
async def told(database: Database, tmp_path: Path) -> AsyncIterator[Story]:
    """Grade 1 of a district."""
    async with story(database, tmp_path, "ru-grade1") as opened:
        yield opened


async def ends(told: Story, verb: str = "finaliseCampaign") -> dict[str, Any]:
    name = verb[0].upper() + verb[1:]
    given = {"campaignId": str(told.admissions.campaign)}
    answer = await told.ask("asel", ENDS % (name, verb), input=given)
    return dict(answer["data"][verb])


def under_way(offers: int, undecided: int) -> list[dict[str, Any]]:
    return [{"code": "CAMPAIGN_UNDER_WAY", "openOffers": offers, "undecided": undecided}]


async def test_while_a_family_may_answer_an_offer_it_goes_on(told: Story) -> None:
    amina = await told.admissions.application([await told.admissions.programme(seats=1)])
    await told.confirmed_run()
    before = await ends(told)

    await told.do(await told.guardian_of(amina), "acceptOffer", OFFER, offerId=await told.offer_of(amina))
    after = await ends(told)
    put_away = await ends(told, "archiveCampaign")

    assert before == {"campaign": None, "userErrors": under_way(1, 0)}
    assert after == {"campaign": {"state": "FINALISED"}, "userErrors": []}
    assert put_away == {"campaign": {"state": "ARCHIVED"}, "userErrors": []}


async def test_while_a_rejection_may_be_appealed_against_it_goes_on(told: Story) -> None:
    amina = await told.admissions.application([await told.admissions.programme(seats=1)])
    async with told.admissions.work() as unit:
        rejected = await unit.applications.get(amina)
        rejected.reject(legal_basis="458, п. 15", appeal_until=date(2099, 1, 1))
        rejected.events.clear()
    await told.confirmed_run()

    refused = await ends(told)

    assert refused["userErrors"] == under_way(0, 1)


async def test_after_its_end_a_place_that_came_free_is_offered_to_nobody(told: Story) -> None:
    plan = await told.admissions.programme(seats=1)
    amina, timur = [await told.admissions.application([plan], after=after) for after in range(2)]
    await told.confirmed_run()
    await told.do(await told.guardian_of(amina), "acceptOffer", OFFER, offerId=await told.offer_of(amina))
    await ends(told)

    await told.do("asel", "withdrawApplication", "application { state }", applicationId=str(amina))
    filled = await fill_places(work=told.admissions.work, new_id=new_id, now=told.admissions.clock)

    assert filled == 0
    assert await told.state(timur) == "QUEUED"
    assert await told.offered(plan, [amina, timur]) == []

"""Kindergarten in Kazakhstan: one place by right to three others, two days for an answer, one way back."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest_asyncio

from chassis.testing.postgres import NewDatabase
from enrollment.domain.admission.campaign import CampaignKind
from enrollment.testing.admissions import Clock
from enrollment.testing.stories import OFFER, Story, story


@pytest_asyncio.fixture
async def told(new_database: NewDatabase, tmp_path: Path) -> AsyncIterator[Story]:
    """The queue of a district."""
    database = await new_database("enrollment")
    async with story(database, tmp_path, "kz-kindergarten", CampaignKind.KINDERGARTEN) as opened:
        yield opened


async def test_one_child_with_a_right_is_followed_by_three_others_also_place_by_place(told: Story) -> None:
    plan = await told.admissions.programme(seats=4, grade=0)
    others = [await told.admissions.application([plan], after=after) for after in range(6)]
    rights = [
        await told.admissions.application([plan], after=10 + after, claims=["FIRST_RIGHT"])
        for after in range(2)
    ]

    await told.confirmed_run()

    assert await told.offered(plan, others + rights) == [*others[:3], rights[0]]
    # A place comes free: the pattern goes on where it stood, so the second right is next.
    mother = await told.guardian_of(others[0])
    await told.do(mother, "declineOffer", OFFER, offerId=await told.offer_of(others[0]), reason="MOVED")
    assert await told.state(rights[1]) == "OFFERED"
    father = await told.guardian_of(others[1])
    await told.do(father, "declineOffer", OFFER, offerId=await told.offer_of(others[1]))
    assert await told.state(others[3]) == "OFFERED"


async def test_an_offer_lapses_after_two_days_and_is_restored_once_within_28(told: Story) -> None:
    plan = await told.admissions.programme(seats=1, grade=0)
    amina = await told.admissions.application([plan], after=1)
    timur = await told.admissions.application([plan], after=2)
    await told.confirmed_run()
    mother, first = await told.guardian_of(amina), await told.offer_of(amina)

    in_time = await told.time_passes(Clock(datetime.now(UTC) + timedelta(days=1)))
    lapsed = await told.time_passes(Clock(datetime.now(UTC) + timedelta(days=2, minutes=1)))

    assert (in_time, lapsed) == (0, 1)
    assert (await told.state(amina), await told.state(timur)) == ("EXPIRED", "OFFERED")
    restored = await told.do(mother, "restoreOffer", OFFER, offerId=first)
    assert restored["userErrors"] == []
    assert await told.state(amina) == "QUEUED"
    # The place that Timur does not want is Amina's again: she stands where she stood.
    await told.do(await told.guardian_of(timur), "declineOffer", OFFER, offerId=await told.offer_of(timur))
    assert await told.state(amina) == "OFFERED"
    await told.time_passes(Clock(datetime.now(UTC) + timedelta(days=5)))
    again = await told.do(mother, "restoreOffer", OFFER, offerId=await told.offer_of(amina))
    assert [error["code"] for error in again["userErrors"]] == ["ALREADY_RESTORED"]


async def test_who_comes_after_the_run_is_offered_the_next_place_by_the_same_standing(told: Story) -> None:
    plan = await told.admissions.programme(seats=1, grade=0)
    early = await told.admissions.application([plan], after=1)
    await told.confirmed_run()
    late = await told.admissions.application([plan], after=50)

    await told.do(await told.guardian_of(early), "declineOffer", OFFER, offerId=await told.offer_of(early))

    assert await told.state(late) == "OFFERED"
    assert await told.offered(plan, [early, late]) == [late]

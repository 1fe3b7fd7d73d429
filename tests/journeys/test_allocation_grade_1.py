"""Grade 1 in Russia: tiers, a run by two persons, an order within three days, and one pupil of it."""

from collections.abc import AsyncIterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest_asyncio

from chassis.testing.postgres import NewDatabase
from enrollment.testing.stories import OFFER, RUN, Story, story


@pytest_asyncio.fixture
async def told(new_database: NewDatabase, tmp_path: Path) -> AsyncIterator[Story]:
    """Grade 1 of a district."""
    async with story(await new_database("enrollment"), tmp_path, "ru-grade1") as opened:
        yield opened


async def test_a_child_of_the_catchment_goes_before_an_earlier_one_and_is_a_pupil_by_an_order(
    told: Story,
) -> None:
    plan = await told.admissions.programme(seats=1)
    early = await told.admissions.application([plan], after=1)
    near = await told.admissions.application([plan], after=9, near=[plan])

    await told.confirmed_run()

    assert (await told.state(near), await told.state(early)) == ("OFFERED", "QUEUED")
    mother = await told.guardian_of(near)
    accepted = await told.do(mother, "acceptOffer", OFFER, offerId=await told.offer_of(near))
    assert accepted["offer"]["state"] == "ACCEPTED"
    assert accepted["offer"]["explanation"]["position"] == 1
    enrolled = await told.do(
        await told.director_of(plan),
        "enrolApplicant",
        "student { id displayName currentEnrolment { grade } }",
        applicationId=str(near),
        orderNumber="17-К",
        orderDate=datetime.now().date().isoformat(),  # noqa: DTZ005 - the date on a paper
        enrolledOn="2027-09-01",
    )
    assert enrolled["userErrors"] == []
    assert enrolled["student"]["currentEnrolment"] == {"grade": 1}
    assert await told.state(near) == "ENROLLED"


async def test_an_order_after_three_days_is_refused_in_the_familys_language(told: Story) -> None:
    plan = await told.admissions.programme(seats=1)
    amina = await told.admissions.application([plan])
    await told.confirmed_run()
    await told.do(await told.guardian_of(amina), "acceptOffer", OFFER, offerId=await told.offer_of(amina))

    late = date.today() + timedelta(days=5)  # noqa: DTZ011 - the date on a paper
    refused = await told.do(
        await told.director_of(plan),
        "enrolApplicant",
        "student { id }",
        applicationId=str(amina),
        orderNumber="17-К",
        orderDate=late.isoformat(),
        enrolledOn="2027-09-01",
    )

    assert [error["code"] for error in refused["userErrors"]] == ["ORDER_TOO_LATE"]
    assert await told.state(amina) == "ACCEPTED"


async def test_nobody_carries_a_run_through_alone(told: Story) -> None:
    await told.admissions.application([await told.admissions.programme(seats=1)])
    run = await told.run()

    refused = await told.step("asel", "confirmRun", run)

    assert [error["code"] for error in refused["userErrors"]] == ["SAME_PERSON"]
    assert (await told.step("bolot", "confirmRun", run))["run"]["state"] == "CONFIRMED"


async def test_a_run_is_annulled_by_an_order_and_made_again_with_a_new_commitment(told: Story) -> None:
    plan = await told.admissions.programme(seats=1)
    amina = await told.admissions.application([plan])
    first = await told.run()

    annulled = await told.do("bolot", "annulRun", RUN, runId=first, orderNumber="3-о", orderDate="2027-07-01")
    campaign = str(told.admissions.campaign)
    again = await told.do("asel", "commitRun", RUN, campaignId=campaign, randomnessSource="another draw")
    await told.compute(again["run"]["id"])
    confirmed = await told.step("bolot", "confirmRun", again["run"]["id"])
    await told.work()

    assert annulled["run"]["state"] == "ANNULLED"
    assert again["run"]["version"] == 2
    assert again["run"]["seedCommitment"] != annulled["run"]["seedCommitment"]
    assert (confirmed["run"]["state"], confirmed["run"]["placed"]) == ("CONFIRMED", 1)
    assert await told.state(amina) == "OFFERED"


async def test_a_seed_that_comes_after_the_wave_is_refused(told: Story) -> None:
    await told.admissions.close_wave()

    refused = await told.do("asel", "commitRun", RUN, campaignId=str(told.admissions.campaign))

    assert [error["code"] for error in refused["userErrors"]] == ["COMMITTED_TOO_LATE"]

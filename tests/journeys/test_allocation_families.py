"""What families go through: they move, they appeal, they wait for something better."""

from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest_asyncio

from chassis.testing.postgres import NewDatabase
from enrollment.testing.admissions import APRIL_1, Admissions
from enrollment.testing.stories import OFFER, Story, story

APPEAL = "appeal { id state seatsAdded instance }"
ANSWER = "appeal { state answer carryOnUntil }"


@pytest_asyncio.fixture
async def told(new_database: NewDatabase, tmp_path: Path) -> AsyncIterator[Story]:
    """Grade 1 of a district."""
    async with story(await new_database("enrollment"), tmp_path, "ru-grade1") as opened:
        yield opened


async def test_a_family_that_moves_district_keeps_its_date_and_its_old_place_until_the_new_one(
    told: Story,
) -> None:
    old = await told.admissions.programme(seats=1)
    amina = await told.admissions.application([old], after=3)
    await told.confirmed_run()
    mother = await told.guardian_of(amina)
    await told.do(mother, "acceptOffer", OFFER, offerId=await told.offer_of(amina))
    elsewhere = Story(await Admissions(told.admissions.work, "ru-grade1").open(), told.graph)
    new = await elsewhere.admissions.programme(seats=1)
    later = await elsewhere.admissions.application([new], after=9)
    applied = await told.do(
        mother,
        "requestTransfer",
        "applicationId",
        applicationId=str(amina),
        campaignId=str(elsewhere.admissions.campaign),
        seatPlanIds=[str(new)],
    )
    transfer = applied["applicationId"]

    await elsewhere.confirmed_run()

    # The date was kept: Amina goes before a child that applied there earlier than she did, and later than she here.
    assert await elsewhere.state(later) == "QUEUED"
    assert await elsewhere.state(transfer) == "OFFERED"
    assert await told.offered(old, [amina]) == [amina]
    received = await told.graph.app.state.pool.fetchval(
        "select submitted_at from application where id = $1", transfer
    )
    assert (received - APRIL_1).total_seconds() == 3
    await told.do(mother, "acceptOffer", OFFER, offerId=await told.offer_of(transfer))
    assert await told.offered(old, [amina]) == []
    assert await told.state(amina) == "WITHDRAWN"
    assert await told.state(transfer) == "ACCEPTED"


async def test_an_appeal_that_is_upheld_adds_a_seat_and_the_child_is_offered_it(told: Story) -> None:
    plan = await told.admissions.programme(seats=1)
    first = await told.admissions.application([plan], after=1)
    amina = await told.admissions.application([plan], after=2)
    async with told.admissions.work() as unit:
        rejected = await unit.applications.get(amina)
        rejected.reject(legal_basis="458, п. 15", appeal_until=date(2099, 1, 1))
        rejected.events.clear()
    await told.confirmed_run()
    mother = await told.guardian_of(amina)
    filed = await told.do(
        mother, "fileAppeal", APPEAL, applicationId=str(amina), grounds="Справка была приложена."
    )

    decided = await told.do(
        "bolot",
        "decideAppeal",
        APPEAL,
        appealId=filed["appeal"]["id"],
        upheld=True,
        reasons="Справка была.",
        seatPlanId=str(plan),
        orderNumber="9-п",
        orderDate="2027-07-05",
    )

    assert decided["appeal"] == {**filed["appeal"], "state": "UPHELD", "seatsAdded": 1}
    assert await told.state(amina) == "OFFERED"
    assert set(await told.offered(plan, [first, amina])) == {first, amina}


async def test_a_dismissed_appeal_is_decided_once_more_by_the_region(told: Story) -> None:
    plan = await told.admissions.programme(seats=1)
    amina = await told.admissions.application([plan])
    async with told.admissions.work() as unit:
        rejected = await unit.applications.get(amina)
        rejected.reject(legal_basis="458, п. 15", appeal_until=date(2099, 1, 1))
        rejected.events.clear()
    mother = await told.guardian_of(amina)
    filed = await told.do(mother, "fileAppeal", APPEAL, applicationId=str(amina), grounds="Не согласны.")
    appeal = filed["appeal"]["id"]
    await told.do("bolot", "decideAppeal", APPEAL, appealId=appeal, upheld=False, reasons="Справки нет.")

    carried = await told.do(mother, "carryOnAppeal", APPEAL, appealId=appeal)
    final = await told.do("region", "decideAppeal", APPEAL, appealId=appeal, upheld=False, reasons="Нет.")

    assert (carried["appeal"]["state"], carried["appeal"]["instance"]) == ("FILED", 2)
    assert final["appeal"]["state"] == "DISMISSED"
    assert await told.state(amina) == "REJECTED_FINAL"


async def test_a_family_takes_a_place_and_waits_on_for_a_better_one(told: Story) -> None:
    best, good = await told.admissions.programme(seats=1), await told.admissions.programme(seats=1)
    other = await told.admissions.application([best], after=1)
    amina = await told.admissions.application([best, good], after=2)
    await told.confirmed_run()
    mother = await told.guardian_of(amina)
    kept = await told.do(
        mother, "acceptOffer", OFFER, offerId=await told.offer_of(amina), keepWaitingFor=[str(best)]
    )

    await told.do(await told.guardian_of(other), "declineOffer", OFFER, offerId=await told.offer_of(other))

    assert kept["userErrors"] == []
    assert await told.state(amina) == "OFFERED"
    assert await told.offered(good, [amina]) == [amina]
    await told.do(mother, "acceptOffer", OFFER, offerId=await told.offer_of(amina))
    assert (await told.offered(good, [amina]), await told.offered(best, [amina])) == ([], [amina])


async def test_another_family_answers_no_offer_of_this_one(told: Story) -> None:
    plan = await told.admissions.programme(seats=1)
    amina = await told.admissions.application([plan], after=1)
    timur = await told.admissions.application([plan], after=2)
    await told.confirmed_run()

    refused = await told.do(
        await told.guardian_of(timur), "acceptOffer", OFFER, offerId=await told.offer_of(amina)
    )

    assert [error["code"] for error in refused["userErrors"]] == ["NOT_FOUND"]
    assert await told.state(amina) == "OFFERED"


async def test_a_dismissed_appeal_that_the_school_answered_is_accepted_and_the_child_applies_anew(
    told: Story,
) -> None:
    plan = await told.admissions.programme(seats=1)
    amina = await told.admissions.application([plan])
    mother, director = await told.guardian_of(amina), await told.director_of(plan)
    async with told.admissions.work() as unit:
        rejected = await unit.applications.get(amina)
        rejected.reject(legal_basis="458, п. 15", appeal_until=date(2099, 1, 1))
        rejected.events.clear()
    filed = await told.do(mother, "fileAppeal", APPEAL, applicationId=str(amina), grounds="Справка была.")
    appeal = filed["appeal"]["id"]

    admitted = await told.do("bolot", "admitAppeal", APPEAL, appealId=appeal)
    answered = await told.do(director, "answerAppeal", ANSWER, appealId=appeal, answer="Справки не было.")
    await told.do("bolot", "decideAppeal", APPEAL, appealId=appeal, upheld=False, reasons="Справки нет.")
    seen = await told.ask(mother, "query($id: ID!) { appeal(id: $id) { state answer reasons } }", id=appeal)
    accepted = await told.do(mother, "acceptDismissal", ANSWER, appealId=appeal)
    too_late = await told.do(mother, "carryOnAppeal", APPEAL, appealId=appeal)

    assert admitted["appeal"]["state"] == "ADMITTED"
    assert answered["appeal"]["answer"] == "Справки не было."
    assert seen["data"]["appeal"]["answer"] == "Справки не было."
    assert accepted["userErrors"] == []
    assert accepted["appeal"]["carryOnUntil"] is not None
    assert [error["code"] for error in too_late["userErrors"]] == ["WRONG_STATE"]
    assert await told.state(amina) == "REJECTED_FINAL"

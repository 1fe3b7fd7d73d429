"""A family applies for places, in the order in which it wants them, and has a receipt at once."""

from __future__ import annotations

import asyncio
from datetime import date, timedelta
from uuid import UUID

import pytest

from chassis.identity import OutOfScope
from chassis.identity.policy import Facts
from chassis.ids import new_id
from contracts.enrollment.v1 import ApplicationSubmitted
from enrollment.domain.admission.application_facts import PriorityClaim
from enrollment.domain.admission.applying_refusals import CategoryUnknown, ProgrammeUnknown
from enrollment.domain.admission.ids import ApplicationId, CampaignId, ChildId, SeatPlanId
from enrollment.domain.admission.refusals import (
    ApplicationExists,
    ChoicesMissing,
    NotEligibleInWave,
    OutsideAges,
    OutsideWave,
)
from enrollment.domain.allocation.lottery import Lottery
from enrollment.domain.refusals import NotFound
from enrollment.usecases.admission.submit_application import SubmitApplication, submit_application

from .office import APRIL_1, DAY, FIRST, SECOND, Office

MILLISECOND = timedelta(milliseconds=1)


async def test_an_application_has_a_receipt_of_its_millisecond(
    office: Office, campaign: CampaignId, amina: ChildId, near: SeatPlanId
) -> None:
    office.at = APRIL_1 + timedelta(microseconds=123_987)

    row = await office.row(await office.submit(campaign, amina, near))

    assert row["submitted_at"] == APRIL_1 + 123 * MILLISECOND
    assert row["receipt_no"].startswith("20270401-000000123-")
    assert (row["state"], row["version"]) == ("SUBMITTED", 1)


async def test_it_is_told_without_saying_who_the_child_is(
    office: Office, application: ApplicationId, amina: ChildId
) -> None:
    (told,) = await office.enrollment.told_of(ApplicationSubmitted)

    assert told.application_id == str(application)
    assert len(told.child_ref) == 32
    assert str(amina) not in str(told)
    assert told.submitted_at == "2027-04-01T00:00:00.000Z"


async def test_the_queue_is_told_what_an_allocation_will_read(
    office: Office, application: ApplicationId, near: SeatPlanId
) -> None:
    ((kind, _, after),) = await office.facts(application)

    assert kind == "SUBMITTED"
    assert after["registeredAt"] == "2027-04-01T00:00:00.000Z"
    assert (after["choices"], after["claims"], len(after["catchment"])) == ([str(near)], [], 1)


async def test_receipts_sort_as_applications_came(
    office: Office, campaign: CampaignId, near: SeatPlanId
) -> None:
    children = [await office.child() for _ in range(5)]
    for number, child in enumerate(children):
        office.at = APRIL_1 + (number // 2) * MILLISECOND
        await office.submit(campaign, child, near)

    rows = await office.enrollment.pool.fetch("select child_id from application order by receipt_no")

    assert [row["child_id"] for row in rows] == children


async def test_a_child_has_one_active_application_in_a_campaign(
    office: Office, campaign: CampaignId, amina: ChildId, application: ApplicationId, near: SeatPlanId
) -> None:
    with pytest.raises(ApplicationExists):
        await office.submit(campaign, amina, near)

    assert await office.enrollment.pool.fetchval("select count(*) from application") == 1


async def test_of_two_at_once_for_one_child_one_is_taken(
    office: Office, campaign: CampaignId, amina: ChildId, near: SeatPlanId
) -> None:
    answers = await asyncio.gather(
        *(office.submit(campaign, amina, near) for _ in range(4)), return_exceptions=True
    )

    assert sorted(type(answer).__name__ for answer in answers)[:3] == ["ApplicationExists"] * 3
    assert len(await office.enrollment.told_of(ApplicationSubmitted)) == 1


async def test_outside_the_open_wave_nothing_is_submitted(
    office: Office, campaign: CampaignId, amina: ChildId, near: SeatPlanId
) -> None:
    office.at = APRIL_1 - MILLISECOND
    with pytest.raises(OutsideWave):
        await office.submit(campaign, amina, near)

    await office.close(campaign, at=FIRST.closes)
    with pytest.raises(OutsideWave):
        await office.submit(campaign, amina, near)


async def test_wave_1_refuses_who_neither_lives_there_nor_has_a_right(
    office: Office, campaign: CampaignId, amina: ChildId, near: SeatPlanId, far: SeatPlanId
) -> None:
    with pytest.raises(NotEligibleInWave):
        await office.submit(campaign, amina, near, far)

    await office.submit(campaign, amina, near, far, claims=[PriorityClaim("FIRST")])


async def test_a_right_at_one_school_opens_wave_1_at_that_school_alone(
    office: Office, campaign: CampaignId, amina: ChildId, near: SeatPlanId, far: SeatPlanId, school: UUID
) -> None:
    sibling = PriorityClaim("SIBLING", str(school))

    with pytest.raises(NotEligibleInWave):
        await office.submit(campaign, amina, far, claims=[sibling])


async def test_wave_2_is_for_everybody(
    office: Office, campaign: CampaignId, amina: ChildId, far: SeatPlanId
) -> None:
    await office.close(campaign, at=FIRST.closes)
    async with office.enrollment.work() as unit:
        told = await unit.campaigns.get(campaign)
        told.allocate()
        told.offer()
    await office.open(campaign, at=SECOND.opens)

    await office.submit(campaign, amina, far)

    assert len(await office.enrollment.told_of(ApplicationSubmitted)) == 1


@pytest.mark.parametrize("born", [date(2021, 9, 2), date(2018, 9, 1)])
async def test_a_child_too_young_or_too_old_is_refused(
    office: Office, campaign: CampaignId, near: SeatPlanId, born: date
) -> None:
    child = await office.child(born=born)

    with pytest.raises(OutsideAges):
        await office.submit(campaign, child, near)


async def test_choices_are_programmes_of_the_campaign(
    office: Office, campaign: CampaignId, amina: ChildId, near: SeatPlanId
) -> None:
    with pytest.raises(ProgrammeUnknown):
        await office.submit(campaign, amina, near, SeatPlanId(new_id()))
    with pytest.raises(ChoicesMissing):
        await office.submit(campaign, amina)


async def test_a_claim_names_a_category_of_the_rules(
    office: Office, campaign: CampaignId, amina: ChildId, near: SeatPlanId
) -> None:
    for invented in ("NOBILITY", "CATCHMENT"):
        with pytest.raises(CategoryUnknown):
            await office.submit(campaign, amina, near, claims=[PriorityClaim(invented)])


async def test_a_campaign_or_a_child_that_nobody_knows_is_not_found(
    office: Office, campaign: CampaignId, amina: ChildId, near: SeatPlanId
) -> None:
    with pytest.raises(NotFound):
        await office.submit(CampaignId(new_id()), amina, near)
    with pytest.raises(NotFound):
        await office.submit(campaign, ChildId(new_id()), near)


async def test_permission_is_asked_for_the_family_and_the_district(
    office: Office, campaign: CampaignId, amina: ChildId, near: SeatPlanId
) -> None:
    asked: list[Facts] = []

    def nobody(action: str, facts: Facts) -> None:
        asked.append(facts)
        raise OutOfScope(action)

    with pytest.raises(OutOfScope):
        await submit_application(
            SubmitApplication(campaign, amina, [near]),
            **office.kit | {"permit": nobody},
            new_id=new_id,
            now=office.now,
        )

    assert asked == [Facts(district=office.district, guardians=(office.mother,))]


@pytest.mark.parametrize("times", [10, pytest.param(1000, marks=pytest.mark.long)])
async def test_withdrawing_and_applying_again_draws_no_new_number(
    office: Office, campaign: CampaignId, amina: ChildId, near: SeatPlanId, times: int
) -> None:
    lottery = Lottery(bytes(32), public_randomness="", campaign=str(campaign))
    for _ in range(times):
        await office.withdraw(await office.submit(campaign, amina, near))

    refs = await office.enrollment.pool.fetch("select child_ref from application")

    assert len(refs) == times
    assert len({lottery.number(row["child_ref"]) for row in refs}) == 1


async def test_another_document_shown_later_changes_no_pseudonym(
    office: Office, campaign: CampaignId, amina: ChildId, application: ApplicationId, near: SeatPlanId
) -> None:
    first = (await office.row(application))["child_ref"]
    await office.withdraw(application)
    await office.enrollment.pool.execute("update child_document set match = match || 'x'::bytea")

    again = await office.row(await office.submit(campaign, amina, near))

    assert again["child_ref"] == first


async def test_a_wave_ends_behind_the_submission_that_is_under_way(
    office: Office, campaign: CampaignId, amina: ChildId, near: SeatPlanId
) -> None:
    async with office.enrollment.work() as unit:
        await unit.campaigns.enter(campaign)
        closing = asyncio.create_task(office.close(campaign, at=APRIL_1 + DAY))
        done, _ = await asyncio.wait([closing], timeout=0.2)

        assert not done
    await closing

    state = await office.enrollment.pool.fetchval("select state from campaign where id = $1", campaign)
    assert state == "WAVE_CLOSED"


async def test_taking_an_application_in_costs_five_statements(
    office: Office, campaign: CampaignId, amina: ChildId, near: SeatPlanId
) -> None:
    statements: list[str] = []
    async with office.enrollment.work.together() as work:
        async with work() as unit:
            unit.connection.add_query_logger(lambda record: statements.append(record.query))
        await submit_application(
            SubmitApplication(campaign, amina, [near]),
            **office.kit | {"work": work},
            new_id=new_id,
            now=office.now,
        )

    # The door, all that must be known, the queue's fact, the application with its parts, and its event.
    assert len(statements) - 1 == 5

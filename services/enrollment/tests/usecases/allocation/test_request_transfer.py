"""A family that moves keeps its date, and its old place until it has accepted the new one."""

from __future__ import annotations

import pytest
import pytest_asyncio

from chassis.testing.surroundings import Surroundings
from enrollment.domain.admission.applying_refusals import ProgrammeUnknown
from enrollment.domain.admission.campaign import CampaignKind
from enrollment.domain.admission.ids import ApplicationId, SeatPlanId
from enrollment.domain.admission.offer_refusals import OtherKindOfPlace
from enrollment.domain.admission.refusals import (
    ApplicationExists,
    NotEligibleInWave,
    OutsideAges,
    OutsideWave,
    WrongState,
)
from enrollment.persistence.unit_of_work import SqlEnrollmentUnit
from enrollment.testing.admissions import Admissions

from .conftest import Runs
from .families import Families, applied

Enrollment = Surroundings[SqlEnrollmentUnit]


@pytest_asyncio.fixture
async def old(admissions: Admissions) -> SeatPlanId:
    """The school that the family leaves."""
    return await admissions.programme(seats=1)


@pytest_asyncio.fixture
async def two(admissions: Admissions, old: SeatPlanId, runs: Runs, families: Families) -> list[ApplicationId]:
    """Amina, who has accepted the one place, and Timur, who waits for it."""
    children = await applied(admissions, [old], 2)
    await runs.whole()
    await families.accept(children[0])
    return children


@pytest_asyncio.fixture
async def elsewhere(enrollment: Enrollment) -> Admissions:
    """Another district, whose wave is open."""
    return await Admissions(enrollment.work, "ru-grade1").open()


async def test_the_old_place_is_held_until_the_new_one_is_accepted_and_then_goes_on(
    two: list[ApplicationId], old: SeatPlanId, elsewhere: Admissions, families: Families
) -> None:
    amina, timur = two
    new = await elsewhere.programme(seats=1)
    transfer = await families.transfer(amina, elsewhere, new)
    await Runs(elsewhere).whole()
    held_meanwhile = await families.holders(old)

    await families.accept(transfer)

    assert held_meanwhile == {amina}
    assert (await families.holders(old), await families.holders(new)) == ({timur}, {transfer})
    assert await families.states(amina, timur, transfer) == ["WITHDRAWN", "OFFERED", "ACCEPTED"]


async def test_who_does_not_want_the_new_place_keeps_the_old_one(
    two: list[ApplicationId], old: SeatPlanId, elsewhere: Admissions, families: Families
) -> None:
    amina, timur = two
    transfer = await families.transfer(amina, elsewhere, await elsewhere.programme(seats=1))
    await Runs(elsewhere).whole()

    await families.decline(transfer)

    assert await families.holders(old) == {amina}
    assert await families.states(amina, timur, transfer) == ["ACCEPTED", "QUEUED", "DECLINED"]


async def test_the_family_keeps_its_date(
    enrollment: Enrollment, two: list[ApplicationId], elsewhere: Admissions, families: Families
) -> None:
    transfer = await families.transfer(two[0], elsewhere, await elsewhere.programme(seats=1))

    rows = await enrollment.pool.fetch(
        "select distinct submitted_at from application where id = any($1)", [two[0], transfer]
    )
    assert len(rows) == 1


async def test_where_nothing_is_open_nobody_transfers(
    two: list[ApplicationId], elsewhere: Admissions, families: Families
) -> None:
    plan = await elsewhere.programme(seats=1)
    await elsewhere.close_wave()

    with pytest.raises(OutsideWave):
        await families.transfer(two[0], elsewhere, plan)


async def test_an_application_that_was_turned_down_is_not_transferred(
    admissions: Admissions, old: SeatPlanId, elsewhere: Admissions, families: Families
) -> None:
    (amina,) = await applied(admissions, [old], 1)
    await families.reject(amina)

    with pytest.raises(WrongState):
        await families.transfer(amina, elsewhere, await elsewhere.programme(seats=1))


async def test_a_child_is_transferred_to_a_campaign_once(
    two: list[ApplicationId], elsewhere: Admissions, families: Families
) -> None:
    plan = await elsewhere.programme(seats=1)
    await families.transfer(two[0], elsewhere, plan)

    with pytest.raises(ApplicationExists):
        await families.transfer(two[0], elsewhere, plan)


async def test_a_transfer_leads_only_to_a_place_of_the_same_kind(
    enrollment: Enrollment, two: list[ApplicationId], families: Families
) -> None:
    camp = await Admissions(enrollment.work, "ru-grade1", kind=CampaignKind.CAMP).open()

    with pytest.raises(OtherKindOfPlace):
        await families.transfer(two[0], camp, await camp.programme(seats=1))


async def test_who_is_too_old_to_apply_there_is_not_transferred_there(
    enrollment: Enrollment, two: list[ApplicationId], elsewhere: Admissions, families: Families
) -> None:
    await enrollment.pool.execute("update child set birth_date = '2010-05-05'")

    with pytest.raises(OutsideAges):
        await families.transfer(two[0], elsewhere, await elsewhere.programme(seats=1))


async def test_a_family_transfers_to_a_programme_of_that_campaign(
    two: list[ApplicationId], old: SeatPlanId, elsewhere: Admissions, families: Families
) -> None:
    new = await elsewhere.programme(seats=1)

    with pytest.raises(ProgrammeUnknown):
        await families.transfer(two[0], elsewhere, new, old)


async def test_nobody_chooses_the_pseudonym_under_which_a_child_is_drawn_elsewhere(
    enrollment: Enrollment, two: list[ApplicationId], elsewhere: Admissions, families: Families
) -> None:
    transfer = await families.transfer(two[0], elsewhere, await elsewhere.programme(seats=1))

    async with enrollment.work() as unit:
        application = await unit.applications.get(transfer)
        child = await unit.children.get(application.child_id)
    assert application.child_ref == child.pseudonym(elsewhere.campaign)


async def test_who_does_not_answer_the_new_offer_in_time_keeps_the_old_place(
    two: list[ApplicationId], old: SeatPlanId, elsewhere: Admissions, families: Families
) -> None:
    amina, _ = two
    transfer = await families.transfer(amina, elsewhere, await elsewhere.programme(seats=1))
    await Runs(elsewhere).whole()

    lapsed = await families.days_pass(30)

    assert lapsed == 1
    assert await families.holders(old) == {amina}
    assert await families.states(amina, transfer) == ["ACCEPTED", "EXPIRED"]


async def test_a_wave_for_the_territory_takes_no_transfer_from_outside_it(
    enrollment: Enrollment, two: list[ApplicationId], elsewhere: Admissions, families: Families
) -> None:
    only = "update wave set eligible = array['CATCHMENT'] where campaign_id = $1"
    await enrollment.pool.execute(only, elsewhere.campaign)

    with pytest.raises(NotEligibleInWave):
        await families.transfer(two[0], elsewhere, await elsewhere.programme(seats=1))

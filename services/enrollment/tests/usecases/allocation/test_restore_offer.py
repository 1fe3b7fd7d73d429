"""Whoever missed the term of an offer waits again where it waited, once, within the days of the rules."""

from __future__ import annotations

import pytest
import pytest_asyncio

from chassis.testing.surroundings import Surroundings
from contracts.enrollment.v1 import OfferRestored
from enrollment.domain.admission.campaign import CampaignKind
from enrollment.domain.admission.ids import ApplicationId, SeatPlanId
from enrollment.domain.admission.offer_refusals import AlreadyRestored, TooLateToRestore
from enrollment.domain.admission.refusals import WrongState
from enrollment.persistence.unit_of_work import SqlEnrollmentUnit
from enrollment.testing.admissions import Admissions

from .conftest import Runs
from .families import Families, applied

Enrollment = Surroundings[SqlEnrollmentUnit]


@pytest_asyncio.fixture
async def admissions(enrollment: Enrollment) -> Admissions:
    """Kindergarten by Kazakhstan's rules: two days to answer, 28 to come back."""
    return await Admissions(enrollment.work, "kz-kindergarten", CampaignKind.KINDERGARTEN).open()


@pytest_asyncio.fixture
async def plan(admissions: Admissions) -> SeatPlanId:
    """One place in a kindergarten."""
    return await admissions.programme(seats=1, grade=0)


@pytest_asyncio.fixture
async def three(
    admissions: Admissions, plan: SeatPlanId, runs: Runs, families: Families
) -> list[ApplicationId]:
    """Three children one after the other, of whom the first has missed its term."""
    children = await applied(admissions, [plan], 3)
    await runs.whole()
    await families.days_pass(2.1)
    return children


async def test_it_waits_again_where_it_waited(
    enrollment: Enrollment, three: list[ApplicationId], plan: SeatPlanId, families: Families
) -> None:
    first, second, third = three
    missed = await families.states(first, second)

    await families.restore(first)
    await families.decline(second)

    assert missed == ["EXPIRED", "OFFERED"]
    assert await families.states(*three) == ["OFFERED", "DECLINED", "QUEUED"]
    assert await families.holders(plan) == {first}
    (told,) = await enrollment.told_of(OfferRestored)
    assert told.application_id == str(first)
    assert third not in await families.holders(plan)


async def test_on_the_28th_day_it_is_restored(three: list[ApplicationId], families: Families) -> None:
    await families.days_pass(27.9)

    await families.restore(three[0])

    assert await families.states(three[0]) == ["QUEUED"]


async def test_after_the_28th_day_it_is_not(three: list[ApplicationId], families: Families) -> None:
    await families.days_pass(28.1)

    with pytest.raises(TooLateToRestore):
        await families.restore(three[0])


async def test_it_is_restored_once(three: list[ApplicationId], plan: SeatPlanId, families: Families) -> None:
    first, second, third = three
    await families.restore(first)
    await families.decline(second)
    await families.days_pass(2.1)

    with pytest.raises(AlreadyRestored):
        await families.restore(first)

    assert await families.states(first, third) == ["EXPIRED", "OFFERED"]
    assert await families.holders(plan) == {third}


async def test_who_declined_may_think_better_of_it_once_in_the_same_days(
    three: list[ApplicationId], plan: SeatPlanId, families: Families
) -> None:
    _, second, third = three
    await families.decline(second)
    held_meanwhile = await families.holders(plan)

    await families.restore(second)
    waits = await families.states(second)
    await families.decline(third)

    assert (held_meanwhile, waits) == ({third}, ["QUEUED"])
    assert await families.states(second) == ["OFFERED"]
    await families.decline(second)
    with pytest.raises(AlreadyRestored):
        await families.restore(second)


async def test_an_open_offer_is_answered_and_not_restored(
    three: list[ApplicationId], families: Families
) -> None:
    with pytest.raises(WrongState):
        await families.restore(three[1])


async def test_where_the_rules_give_no_days_nothing_is_restored(enrollment: Enrollment) -> None:
    admissions = await Admissions(enrollment.work, "ru-grade1").open()
    families = Families(enrollment, admissions)
    (amina,) = await applied(admissions, [await admissions.programme(seats=1)], 1)
    await Runs(admissions).whole()
    lapsed = await families.days_pass(11)

    with pytest.raises(TooLateToRestore):
        await families.restore(amina)

    assert lapsed == 1

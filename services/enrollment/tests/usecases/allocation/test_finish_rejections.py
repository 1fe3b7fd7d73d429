"""A rejection is final when nobody may appeal any more: the day after the term for it, and never before."""

from __future__ import annotations

import pytest
import pytest_asyncio

from contracts.enrollment.v1 import ApplicationRejected
from enrollment.domain.admission.appeal_refusals import AppealTermOver
from enrollment.domain.admission.ids import AppealId, ApplicationId, SeatPlanId
from enrollment.domain.admission.refusals import WrongState
from enrollment.testing.admissions import Admissions

from .families import Families, applied


@pytest_asyncio.fixture
async def plan(admissions: Admissions) -> SeatPlanId:
    """A programme with one seat."""
    return await admissions.programme(seats=1)


@pytest_asyncio.fixture
async def amina(admissions: Admissions, families: Families, plan: SeatPlanId) -> ApplicationId:
    """Amina was turned down, and may appeal for ten days."""
    (amina,) = await applied(admissions, [plan], 1)
    await families.reject(amina)
    return amina


@pytest_asyncio.fixture
async def appeal(families: Families, amina: ApplicationId) -> AppealId:
    """The district dismissed her appeal, and she may go on for ten days."""
    appeal = await families.appeal(amina)
    await families.decide(appeal, upheld=False)
    return appeal


async def test_a_rejection_that_nobody_appealed_against_is_final_the_day_after_its_term(
    families: Families, amina: ApplicationId
) -> None:
    ended = [await families.rejections_lapse(days=10), await families.rejections_lapse(days=1)]

    assert ended == [0, 1]
    assert await families.states(amina) == ["REJECTED_FINAL"]
    told = await families.enrollment.told_of(ApplicationRejected)
    assert [each.is_final for each in told] == [False, True]
    with pytest.raises(AppealTermOver):
        await families.appeal(amina)


async def test_a_dismissal_with_which_nobody_went_on_is_final_the_day_after_its_term(
    families: Families, amina: ApplicationId, appeal: AppealId
) -> None:
    ended = [await families.rejections_lapse(days=10), await families.rejections_lapse(days=1)]

    assert ended == [0, 1]
    assert await families.states(amina) == ["REJECTED_FINAL"]
    with pytest.raises(WrongState):
        await families.carry_on(appeal)


async def test_what_an_instance_still_has_is_waited_for(
    families: Families, amina: ApplicationId, appeal: AppealId
) -> None:
    await families.carry_on(appeal)

    assert await families.rejections_lapse(days=100) == 0
    assert await families.states(amina) == ["APPEALED"]


async def test_an_appeal_that_is_not_decided_is_waited_for(families: Families, amina: ApplicationId) -> None:
    await families.appeal(amina)

    assert await families.rejections_lapse(days=100) == 0
    assert await families.states(amina) == ["APPEALED"]

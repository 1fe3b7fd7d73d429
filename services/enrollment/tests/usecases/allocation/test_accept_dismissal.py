"""A family goes no further with a dismissed appeal: the rejection is final, and the child may apply anew."""

from __future__ import annotations

import pytest
import pytest_asyncio

from contracts.enrollment.v1 import ApplicationRejected
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
    """Amina was turned down."""
    (amina,) = await applied(admissions, [plan], 1)
    await families.reject(amina)
    return amina


@pytest_asyncio.fixture
async def appeal(families: Families, amina: ApplicationId) -> AppealId:
    """She appealed."""
    return await families.appeal(amina)


async def test_the_rejection_is_final_and_the_child_may_apply_anew_at_once(
    families: Families, admissions: Admissions, amina: ApplicationId, appeal: AppealId, plan: SeatPlanId
) -> None:
    child = await families.enrollment.pool.fetchval("select child_id from application where id = $1", amina)
    await families.decide(appeal, upheld=False)

    await families.accept_dismissal(appeal)
    again = await admissions.application([plan], child=child, ref=str(child))

    assert await families.states(amina, again) == ["REJECTED_FINAL", "REGISTERED"]
    told = await families.enrollment.told_of(ApplicationRejected)
    assert [each.is_final for each in told] == [False, True]


async def test_what_was_accepted_goes_no_further_and_is_accepted_once(
    families: Families, appeal: AppealId
) -> None:
    await families.decide(appeal, upheld=False)
    await families.accept_dismissal(appeal)

    with pytest.raises(WrongState):
        await families.carry_on(appeal)
    with pytest.raises(WrongState):
        await families.accept_dismissal(appeal)


async def test_what_no_instance_has_dismissed_is_not_accepted(families: Families, appeal: AppealId) -> None:
    with pytest.raises(WrongState):
        await families.accept_dismissal(appeal)

"""An instance finds that an appeal must be decided: the district first, then the region."""

from __future__ import annotations

import pytest
import pytest_asyncio

from chassis.testing.surroundings import anybody
from enrollment.domain.admission.ids import AppealId, ApplicationId, SeatPlanId
from enrollment.domain.admission.refusals import WrongState
from enrollment.testing.admissions import Admissions
from enrollment.usecases.allocation.admit_appeal import AdmitAppeal, admit_appeal

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


async def admit(families: Families, appeal: AppealId) -> list[str]:
    """Admits it; gives what was asked of policy."""
    asked: list[str] = []
    await admit_appeal(
        AdmitAppeal(appeal), work=families.enrollment.work, permit=lambda action, *_: asked.append(action)
    )
    return asked


async def test_the_district_admits_first_and_the_region_what_goes_on(
    families: Families, appeal: AppealId
) -> None:
    first = await admit(families, appeal)
    await families.decide(appeal, upheld=False)
    await families.carry_on(appeal)
    second = await admit(families, appeal)

    assert (first, second) == (["admit_appeal"], ["admit_second_appeal"])
    assert await families.enrollment.pool.fetchval("select state from appeal") == "ADMITTED"


async def test_it_is_admitted_once(families: Families, appeal: AppealId) -> None:
    await admit(families, appeal)

    with pytest.raises(WrongState):
        await admit_appeal(AdmitAppeal(appeal), work=families.enrollment.work, permit=anybody)

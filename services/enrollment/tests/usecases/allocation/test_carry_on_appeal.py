"""A dismissed appeal is carried on to the second instance, once, and no other is."""

from __future__ import annotations

import pytest
import pytest_asyncio

from enrollment.domain.admission.appeal_refusals import AppealTermOver
from enrollment.domain.admission.ids import AppealId
from enrollment.domain.admission.refusals import WrongState
from enrollment.testing.admissions import Admissions

from .families import Families, applied


@pytest_asyncio.fixture
async def appeal(admissions: Admissions, families: Families) -> AppealId:
    """Amina was turned down, and appealed."""
    (amina,) = await applied(admissions, [await admissions.programme(seats=1)], 1)
    await families.reject(amina)
    return await families.appeal(amina)


async def test_the_second_instance_decides_anew(appeal: AppealId, families: Families) -> None:
    await families.decide(appeal, upheld=False)

    await families.carry_on(appeal)

    row = await families.enrollment.pool.fetchrow("select instance, state from appeal")
    assert tuple(row or ()) == (2, "FILED")


async def test_after_the_days_for_it_nothing_is_carried_on(appeal: AppealId, families: Families) -> None:
    await families.decide(appeal, upheld=False)
    families.clock.passes(days=11)

    with pytest.raises(AppealTermOver):
        await families.carry_on(appeal)


async def test_what_is_not_decided_is_not_carried_on(appeal: AppealId, families: Families) -> None:
    with pytest.raises(WrongState):
        await families.carry_on(appeal)


async def test_there_is_no_third_instance(appeal: AppealId, families: Families) -> None:
    await families.decide(appeal, upheld=False)
    await families.carry_on(appeal)
    await families.decide(appeal, upheld=False)

    with pytest.raises(WrongState):
        await families.carry_on(appeal)

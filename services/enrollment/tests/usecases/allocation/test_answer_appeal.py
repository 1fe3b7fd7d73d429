"""A school says what it has to say to an appeal, before that is decided."""

from __future__ import annotations

import pytest
import pytest_asyncio

from chassis.testing.surroundings import anybody
from enrollment.domain.admission.appeal_refusals import AnswerMissing
from enrollment.domain.admission.ids import AppealId, ApplicationId, SeatPlanId
from enrollment.domain.admission.refusals import WrongState
from enrollment.testing.admissions import Admissions
from enrollment.usecases.allocation.answer_appeal import AnswerAppeal, answer_appeal

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


async def answer(families: Families, appeal: AppealId, text: str = "There was no paper.") -> None:
    await answer_appeal(AnswerAppeal(appeal, text), work=families.enrollment.work, permit=anybody)


async def test_what_a_school_said_last_is_kept(families: Families, appeal: AppealId) -> None:
    await answer(families, appeal, "We are looking for it.")
    await answer(families, appeal, "There was no paper.")

    assert await families.enrollment.pool.fetchval("select answer from appeal") == "There was no paper."


async def test_an_empty_answer_is_none(families: Families, appeal: AppealId) -> None:
    with pytest.raises(AnswerMissing):
        await answer(families, appeal, "  ")


async def test_what_is_decided_is_not_answered(families: Families, appeal: AppealId) -> None:
    await families.decide(appeal, upheld=False)

    with pytest.raises(WrongState):
        await answer(families, appeal)

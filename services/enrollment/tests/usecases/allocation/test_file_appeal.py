"""A family that was turned down appeals in the term that the rejection named, and says why."""

from __future__ import annotations

import pytest
import pytest_asyncio

from chassis.testing.surroundings import Surroundings
from contracts.enrollment.v1 import AppealFiled
from enrollment.domain.admission.appeal_refusals import AppealTermOver, GroundsMissing
from enrollment.domain.admission.ids import ApplicationId
from enrollment.domain.admission.refusals import WrongState
from enrollment.persistence.unit_of_work import SqlEnrollmentUnit
from enrollment.testing.admissions import Admissions

from .families import Families, applied

Enrollment = Surroundings[SqlEnrollmentUnit]


@pytest_asyncio.fixture
async def amina(admissions: Admissions) -> ApplicationId:
    """Registered, and not turned down yet."""
    (application,) = await applied(admissions, [await admissions.programme(seats=1)], 1)
    return application


async def test_an_appeal_is_filed_once_with_its_grounds(
    enrollment: Enrollment, amina: ApplicationId, families: Families
) -> None:
    await families.reject(amina)

    appeal = await families.appeal(amina)
    with pytest.raises(WrongState):
        await families.appeal(amina)

    (told,) = await enrollment.told_of(AppealFiled)
    assert (told.appeal_id, told.application_id) == (str(appeal), str(amina))
    assert await families.states(amina) == ["APPEALED"]


async def test_after_its_term_an_appeal_is_refused(amina: ApplicationId, families: Families) -> None:
    await families.reject(amina)
    families.clock.passes(days=11)

    with pytest.raises(AppealTermOver):
        await families.appeal(amina)


async def test_an_appeal_says_why(amina: ApplicationId, families: Families) -> None:
    await families.reject(amina)

    with pytest.raises(GroundsMissing):
        await families.appeal(amina, " ")


async def test_only_who_was_turned_down_appeals(amina: ApplicationId, families: Families) -> None:
    with pytest.raises(WrongState):
        await families.appeal(amina)

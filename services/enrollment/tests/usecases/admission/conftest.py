"""A district with a campaign: the near school, the far one, and Amina who lives near."""

from __future__ import annotations

import pytest_asyncio

from chassis.ids import new_id
from enrollment.domain.admission.ids import ApplicationId, CampaignId, ChildId, SeatPlanId
from enrollment.domain.ids import AcademicYearId, DistrictId, GuardianId, SchoolId
from enrollment.domain.reference import School
from enrollment.usecases.copy_school import copy_school

from .office import FAR_AREA, FIRST, NEAR_AREA, SECOND, Enrollment, Office


@pytest_asyncio.fixture
async def office(
    enrollment: Enrollment, district: DistrictId, year: AcademicYearId, guardian: GuardianId
) -> Office:
    """The district's office; rules are registered."""
    office = Office(enrollment, district, year, guardian)
    await office.rule_pack()
    return office


@pytest_asyncio.fixture
async def campaign(office: Office) -> CampaignId:
    """Grade 1 in two waves, the first for territory and rights; it is open."""
    campaign = await office.campaign(FIRST, SECOND)
    await office.open(campaign)
    return campaign


@pytest_asyncio.fixture
async def near(office: Office, campaign: CampaignId, school: SchoolId) -> SeatPlanId:
    """The school in whose area Amina lives: 25 seats."""
    await office.draw(school, NEAR_AREA)
    return await office.seats(campaign, school)


@pytest_asyncio.fixture
async def far(office: Office, campaign: CampaignId, district: DistrictId) -> SeatPlanId:
    """A school at the other end of the district: 25 seats."""
    told = School(SchoolId(new_id()), district, "Europe/Moscow")
    await copy_school(told, work=office.enrollment.work)
    await office.draw(told.id, FAR_AREA)
    return await office.seats(campaign, told.id)


@pytest_asyncio.fixture
async def amina(office: Office, campaign: CampaignId) -> ChildId:
    """Amina, registered."""
    return await office.child()


@pytest_asyncio.fixture
async def application(
    office: Office, campaign: CampaignId, amina: ChildId, near: SeatPlanId
) -> ApplicationId:
    """Amina's application for the near school, in the opening second."""
    return await office.submit(campaign, amina, near)

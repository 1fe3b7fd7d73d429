"""An order says how many children a school takes into a grade, a language and a profile."""

from __future__ import annotations

import pytest

from chassis.ids import new_id
from contracts.enrollment.v1 import SeatPlanApproved
from enrollment.domain.admission.applying_refusals import OutsideDistrict, SeatPlanExists
from enrollment.domain.admission.ids import CampaignId, SeatPlanId
from enrollment.domain.ids import DistrictId, SchoolId
from enrollment.domain.reference import School
from enrollment.usecases.copy_school import copy_school

from .office import Office


async def test_seats_rest_on_an_order(
    office: Office, near: SeatPlanId, campaign: CampaignId, school: SchoolId
) -> None:
    (told,) = await office.enrollment.told_of(SeatPlanApproved)
    order = await office.one("select * from seat_order")

    assert (told.seat_plan_id, told.seats, told.order.number) == (str(near), 25, "17-п")
    assert (order["seat_plan_id"], order["before"], order["after"]) == (near, None, 25)
    with pytest.raises(SeatPlanExists):
        await office.seats(campaign, school, 30)
    await office.seats(campaign, school, 30, language="ba")


async def test_a_campaign_gives_places_of_its_own_district_alone(
    office: Office, campaign: CampaignId
) -> None:
    elsewhere = School(SchoolId(new_id()), DistrictId(new_id()), "Europe/Moscow")
    await copy_school(elsewhere, work=office.enrollment.work)

    with pytest.raises(OutsideDistrict):
        await office.seats(campaign, elsewhere.id)

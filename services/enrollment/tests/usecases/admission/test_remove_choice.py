"""A family no longer wants one of its programmes; the others keep their moments."""

from __future__ import annotations

import pytest

from enrollment.domain.admission.ids import ApplicationId, CampaignId, ChildId, SeatPlanId
from enrollment.domain.admission.refusals import ChoicesMissing
from enrollment.domain.ids import SchoolId
from enrollment.usecases.admission.remove_choice import RemoveChoice, remove_choice

from .office import APRIL_1, DAY, Office


async def test_a_choice_that_is_removed_leaves_the_others_where_they_were_and_the_last_one_stays(
    office: Office, campaign: CampaignId, amina: ChildId, near: SeatPlanId, school: SchoolId
) -> None:
    bashkir = await office.seats(campaign, school, language="ba")
    application: ApplicationId = await office.submit(campaign, amina, bashkir, near)
    office.at = APRIL_1 + DAY

    await remove_choice(RemoveChoice(application, bashkir), **office.kit, now=office.now)

    rows = await office.enrollment.pool.fetch("select seat_plan_id, rank, since from choice")
    assert [tuple(row) for row in rows] == [(near, 1, APRIL_1)]
    with pytest.raises(ChoicesMissing):
        await remove_choice(RemoveChoice(application, near), **office.kit, now=office.now)

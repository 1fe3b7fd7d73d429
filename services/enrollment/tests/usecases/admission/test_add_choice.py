"""A family adds a programme to those that it wants; the others keep their moments."""

from __future__ import annotations

import pytest

from enrollment.domain.admission.ids import ApplicationId, CampaignId, SeatPlanId
from enrollment.domain.admission.refusals import ChoiceRepeated, NotEligibleInWave
from enrollment.domain.ids import SchoolId
from enrollment.usecases.admission.add_choice import AddChoice, add_choice

from .office import APRIL_1, DAY, FAR_AREA, Office


async def test_a_choice_that_is_added_counts_from_its_own_moment_and_the_others_from_theirs(
    office: Office, campaign: CampaignId, application: ApplicationId, near: SeatPlanId, school: SchoolId
) -> None:
    bashkir = await office.seats(campaign, school, language="ba")
    office.at = APRIL_1 + DAY

    await add_choice(AddChoice(application, bashkir, rank=1), **office.kit, now=office.now)

    rows = await office.enrollment.pool.fetch("select seat_plan_id, since from choice order by rank")
    assert [tuple(row) for row in rows] == [(bashkir, APRIL_1 + DAY), (near, APRIL_1)]
    assert (await office.row(application))["version"] == 2


async def test_nothing_is_added_twice_or_past_the_wave(
    office: Office, application: ApplicationId, near: SeatPlanId, far: SeatPlanId
) -> None:
    with pytest.raises(ChoiceRepeated):
        await add_choice(AddChoice(application, near), **office.kit, now=office.now)
    with pytest.raises(NotEligibleInWave):
        await add_choice(AddChoice(application, far), **office.kit, now=office.now)

    await office.enrollment.pool.execute("update child set area = $1", FAR_AREA)
    await add_choice(AddChoice(application, far), **office.kit, now=office.now)

"""A family wants the same programmes in another order; all of them keep their moments."""

from __future__ import annotations

import pytest

from enrollment.domain.admission.applying_refusals import ProgrammeUnknown
from enrollment.domain.admission.ids import CampaignId, ChildId, SeatPlanId
from enrollment.domain.admission.refusals import ChoiceRepeated
from enrollment.domain.ids import SchoolId
from enrollment.usecases.admission.reorder_choices import ReorderChoices, reorder_choices

from .office import APRIL_1, DAY, Office


async def test_another_order_keeps_every_moment_and_neither_adds_nor_leaves_out(
    office: Office, campaign: CampaignId, amina: ChildId, near: SeatPlanId, school: SchoolId
) -> None:
    bashkir = await office.seats(campaign, school, language="ba")
    application = await office.submit(campaign, amina, bashkir, near)
    office.at = APRIL_1 + DAY

    await reorder_choices(ReorderChoices(application, [near, bashkir]), **office.kit, now=office.now)

    rows = await office.enrollment.pool.fetch("select seat_plan_id, since from choice order by rank")
    assert [tuple(row) for row in rows] == [(near, APRIL_1), (bashkir, APRIL_1)]
    with pytest.raises(ProgrammeUnknown):
        await reorder_choices(ReorderChoices(application, [near]), **office.kit, now=office.now)
    with pytest.raises(ChoiceRepeated):
        await reorder_choices(ReorderChoices(application, [near, near]), **office.kit, now=office.now)

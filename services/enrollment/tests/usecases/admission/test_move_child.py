"""A family moves: the child has another home on the map, and keeps its dates in every queue."""

from __future__ import annotations

from enrollment.domain.admission.application_facts import PriorityClaim
from enrollment.domain.admission.ids import CampaignId, ChildId, SeatPlanId
from enrollment.usecases.admission.move_child import MoveChild, move_child

from .office import APRIL_1, DAY, FAR_AREA, Office


async def test_a_family_that_moves_keeps_its_date_and_has_another_catchment(
    office: Office, campaign: CampaignId, amina: ChildId, near: SeatPlanId, far: SeatPlanId
) -> None:
    application = await office.submit(campaign, amina, near, far, claims=[PriorityClaim("FIRST")])
    office.at = APRIL_1 + 30 * DAY

    await move_child(MoveChild(amina, FAR_AREA), **office.kit, now=office.now)

    rows = await office.enrollment.pool.fetch("select in_catchment, since from choice order by rank")
    assert [tuple(row) for row in rows] == [(False, APRIL_1), (True, APRIL_1)]
    assert (await office.row(application))["submitted_at"] == APRIL_1
    assert (await office.facts(application))[-1][:2] == ("CORRECTED", "MOVED")

"""A family moves: the child has another home on the map, and keeps its dates in every queue."""

from __future__ import annotations

from enrollment.domain.admission.application_facts import PriorityClaim
from enrollment.domain.admission.ids import CampaignId, ChildId, SeatPlanId
from enrollment.domain.ids import SchoolId
from enrollment.usecases.admission.move_child import MoveChild, move_child

from .office import APRIL_1, DAY, FAR_AREA, NEAR_AREA, Office


async def test_a_family_that_moves_keeps_its_date_and_has_another_catchment(
    office: Office, school: SchoolId, campaign: CampaignId, amina: ChildId, near: SeatPlanId, far: SeatPlanId
) -> None:
    await office.draw(school, NEAR_AREA, metres={NEAR_AREA: 300, FAR_AREA: 4200})
    application = await office.submit(campaign, amina, near, far, claims=[PriorityClaim("FIRST")])
    office.at = APRIL_1 + 30 * DAY

    await move_child(MoveChild(amina, FAR_AREA), **office.kit, now=office.now)

    rows = await office.enrollment.pool.fetch("select in_catchment, metres, since from choice order by rank")
    assert [tuple(row) for row in rows] == [(False, 4200, APRIL_1), (True, None, APRIL_1)]
    assert (await office.row(application))["submitted_at"] == APRIL_1
    *before, (kind, rule, after) = await office.facts(application)
    assert (kind, rule) == ("CORRECTED", "MOVED")
    assert (before[0][2]["distance"], after["distance"]) == ({str(near): 300}, {str(near): 4200})

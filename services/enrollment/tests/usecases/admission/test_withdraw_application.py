"""A family does not want a place here any more: its application ends, and its seats are free."""

from __future__ import annotations

import pytest

from contracts.enrollment.v1 import ApplicationWithdrawn
from enrollment.domain.admission.ids import ApplicationId, SeatPlanId
from enrollment.domain.admission.refusals import WrongState

from .office import Office


async def test_a_withdrawal_gives_the_seat_back_and_is_done_once(
    office: Office, application: ApplicationId, near: SeatPlanId
) -> None:
    async with office.enrollment.work() as unit:
        (await unit.seat_plans.get(near)).hold(application)

    await office.withdraw(application)

    plan = await office.one("select held from seat_plan where id = $1", near)
    assert plan["held"] == 0
    assert await office.enrollment.pool.fetchval("select count(*) from held_seat") == 0
    assert (await office.facts(application))[-1] == ("WITHDRAWN", "", None)
    with pytest.raises(WrongState):
        await office.withdraw(application)
    assert len(await office.enrollment.told_of(ApplicationWithdrawn)) == 1

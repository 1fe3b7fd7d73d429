"""An order changes the number of a programme's seats, and says why."""

from __future__ import annotations

from datetime import date

import asyncpg
import pytest

from contracts.enrollment.v1 import SeatPlanChanged
from enrollment.domain.admission.ids import ApplicationId, SeatPlanId
from enrollment.domain.admission.offer_refusals import SeatsTaken
from enrollment.domain.admission.refusals import ReasonMissing
from enrollment.usecases.admission.change_seat_plan import ChangeSeatPlan, change_seat_plan

from .office import Office


async def change(office: Office, plan: SeatPlanId, seats: int, reason: str = "a second class") -> None:
    command = ChangeSeatPlan(plan, seats, reason, "21-п", date(2027, 4, 2))
    await change_seat_plan(command, **office.kit, now=office.now)


async def test_seats_change_by_an_order_with_a_reason(office: Office, near: SeatPlanId) -> None:
    with pytest.raises(ReasonMissing):
        await change(office, near, 50, reason=" ")

    await change(office, near, 50)

    (told,) = await office.enrollment.told_of(SeatPlanChanged)
    fact = await office.one("select * from queue_fact order by no desc limit 1")
    assert (getattr(told, "from"), told.to, told.reason) == (25, 50, "a second class")
    assert (fact["kind"], fact["seat_plan_id"], fact["seats"]) == ("SEAT_PLAN_CHANGED", near, 50)


async def test_there_are_not_fewer_seats_than_are_held(
    office: Office, near: SeatPlanId, application: ApplicationId
) -> None:
    async with office.enrollment.work() as unit:
        (await unit.seat_plans.get(near)).hold(application)

    with pytest.raises(SeatsTaken):
        await change(office, near, 0)
    with pytest.raises(asyncpg.CheckViolationError, match="seats_are_not_exceeded"):
        await office.enrollment.pool.execute("update seat_plan set seats = 0 where id = $1", near)

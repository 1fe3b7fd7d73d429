"""An office accepts a school's proposal of seats by an order, or declines it with an answer."""

from __future__ import annotations

from datetime import date

import pytest
import pytest_asyncio

from chassis.ids import new_id
from contracts.enrollment.v1 import SeatPlanChanged
from enrollment.domain.admission.ids import SeatPlanId, SeatProposalId
from enrollment.domain.admission.refusals import ReasonMissing, WrongState
from enrollment.domain.order import Order
from enrollment.usecases.admission.decide_seat_proposal import DecideSeatProposal, decide_seat_proposal
from enrollment.usecases.admission.propose_seats import ProposeSeats, propose_seats

from .office import Office

ORDER = Order("21-п", date(2027, 4, 2))


@pytest_asyncio.fixture
async def proposal(office: Office, near: SeatPlanId) -> SeatProposalId:
    """The near school asks for 50 seats instead of 25."""
    return await propose_seats(ProposeSeats(near, 50, "a second class"), **office.kit, new_id=new_id)


async def decide(
    office: Office, proposal: SeatProposalId, order: Order | None = None, answer: str = ""
) -> None:
    await decide_seat_proposal(DecideSeatProposal(proposal, order, answer), **office.kit, now=office.now)


async def test_an_accepted_proposal_changes_the_seats_by_the_order(
    office: Office, near: SeatPlanId, proposal: SeatProposalId
) -> None:
    await decide(office, proposal, ORDER)

    (told,) = await office.enrollment.told_of(SeatPlanChanged)
    assert (getattr(told, "from"), told.to, told.reason, told.order.number) == (
        25,
        50,
        "a second class",
        "21-п",
    )
    fact = await office.one("select * from queue_fact order by no desc limit 1")
    assert (fact["kind"], fact["seat_plan_id"], fact["seats"]) == ("SEAT_PLAN_CHANGED", near, 50)


async def test_a_declined_proposal_is_answered_and_another_may_be_made(
    office: Office, near: SeatPlanId, proposal: SeatProposalId
) -> None:
    with pytest.raises(ReasonMissing):
        await decide(office, proposal)

    await decide(office, proposal, answer="There is no room.")
    again = await propose_seats(ProposeSeats(near, 40, "half a class"), **office.kit, new_id=new_id)

    states = await office.enrollment.pool.fetch("select id, state from seat_proposal")
    assert {row["id"]: row["state"] for row in states} == {proposal: "DECLINED", again: "OPEN"}
    assert (await office.one("select seats from seat_plan"))["seats"] == 25


async def test_a_proposal_is_decided_once(office: Office, proposal: SeatProposalId) -> None:
    await decide(office, proposal, ORDER)

    with pytest.raises(WrongState):
        await decide(office, proposal, answer="There is no room.")

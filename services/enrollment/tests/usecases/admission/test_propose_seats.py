"""A director proposes another number of seats for a programme of the school, and says why."""

from __future__ import annotations

import pytest

from chassis.ids import new_id
from contracts.enrollment.v1 import SeatPlanChanged
from enrollment.domain.admission.applying_refusals import ProposalPending
from enrollment.domain.admission.ids import SeatPlanId, SeatProposalId
from enrollment.domain.admission.refusals import ReasonMissing
from enrollment.usecases.admission.propose_seats import ProposeSeats, propose_seats

from .office import Office


async def propose(
    office: Office, plan: SeatPlanId, seats: int = 50, reason: str = "a second class"
) -> SeatProposalId:
    return await propose_seats(ProposeSeats(plan, seats, reason), **office.kit, new_id=new_id)


async def test_a_proposal_waits_and_changes_no_seat(office: Office, near: SeatPlanId) -> None:
    proposal = await propose(office, near)

    row = await office.one("select * from seat_proposal")
    plan = await office.one("select seats, school_id from seat_plan where id = $1", near)
    assert (row["id"], row["seats"], row["reason"], row["state"]) == (proposal, 50, "a second class", "OPEN")
    assert (plan["seats"], plan["school_id"]) == (25, row["school_id"])
    assert await office.enrollment.told_of(SeatPlanChanged) == []


async def test_a_proposal_says_why(office: Office, near: SeatPlanId) -> None:
    with pytest.raises(ReasonMissing):
        await propose(office, near, reason=" ")


async def test_a_second_proposal_waits_for_the_answer_to_the_first(office: Office, near: SeatPlanId) -> None:
    await propose(office, near)

    with pytest.raises(ProposalPending):
        await propose(office, near, 60)

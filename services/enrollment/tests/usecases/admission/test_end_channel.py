"""A guardian takes a consent back: what the channel brought is the family's alone, what others brought stays theirs."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest

from enrollment.domain.admission.applying_refusals import ChannelNotAllowed
from enrollment.domain.admission.ids import CampaignId, ChildId, ContractId, SeatPlanId
from enrollment.usecases.admission.end_channel import EndChannel, end_channel

from .office import Office

CONSENT = "insert into channel_consent (id, guardian_id, contract_id, given_on) values ($1, $2, $3, $4)"
BROUGHT = "update application set contract_id = $2 where id = $1"


async def end(office: Office, contract: UUID) -> None:
    command = EndChannel(office.mother, ContractId(contract))
    await end_channel(command, **office.kit, today=lambda _zone: office.at.date())


async def consent(office: Office, contract: UUID) -> None:
    given = (uuid4(), office.mother, contract, office.at.date())
    await office.enrollment.pool.execute(CONSENT, *given)


@pytest.mark.parametrize("ours", [True, False])
async def test_what_it_brought_leaves_it(
    office: Office, campaign: CampaignId, amina: ChildId, near: SeatPlanId, ours: bool
) -> None:
    portal, another = uuid4(), uuid4()
    await consent(office, portal)
    application = await office.submit(campaign, amina, near)
    await office.enrollment.pool.execute(BROUGHT, application, portal if ours else another)

    await end(office, portal)

    assert (await office.row(application))["contract_id"] == (None if ours else another)
    assert (await office.one("select ended_on from channel_consent"))["ended_on"] == office.at.date()


async def test_what_was_never_allowed_is_not_ended(office: Office) -> None:
    with pytest.raises(ChannelNotAllowed):
        await end(office, uuid4())

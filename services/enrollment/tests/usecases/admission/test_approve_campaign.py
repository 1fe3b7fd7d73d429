"""A region approves a campaign that a district of it has drafted."""

from __future__ import annotations

import pytest

from enrollment.domain.admission.refusals import WrongState
from enrollment.usecases.admission.approve_campaign import ApproveCampaign, approve_campaign

from .office import APRIL_1, FIRST, Office


async def test_the_moment_of_the_approval_is_kept(office: Office) -> None:
    campaign = await office.draft(FIRST)

    await approve_campaign(ApproveCampaign(campaign), **office.kit, now=office.now)

    row = await office.one("select state, approved_at from campaign")
    assert row == {"state": "DRAFT", "approved_at": APRIL_1}


async def test_a_campaign_is_approved_once(office: Office) -> None:
    campaign = await office.draft(FIRST)
    await approve_campaign(ApproveCampaign(campaign), **office.kit, now=office.now)

    with pytest.raises(WrongState):
        await approve_campaign(ApproveCampaign(campaign), **office.kit, now=office.now)

"""A district drafts a campaign: when and by which rules families shall apply for its places."""

from __future__ import annotations

import pytest

from contracts.enrollment.v1 import CampaignPublished
from enrollment.domain.admission.applying_refusals import RulePackUnknown
from enrollment.domain.admission.refusals import NoWaves, WrongState

from .office import FIRST, SECOND, Office


async def test_a_draft_is_told_to_nobody_and_opens_no_wave(office: Office) -> None:
    campaign = await office.draft(FIRST, SECOND)

    with pytest.raises(WrongState):
        await office.open(campaign)

    assert await office.enrollment.told_of(CampaignPublished) == []


async def test_a_campaign_runs_under_registered_rules_with_waves_in_order(office: Office) -> None:
    with pytest.raises(RulePackUnknown):
        await office.draft(FIRST, pack=("ru-grade1", 4))
    with pytest.raises(NoWaves):
        await office.draft(SECOND, FIRST)

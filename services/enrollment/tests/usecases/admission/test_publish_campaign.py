"""A district tells when and by which rules families apply for its places."""

from __future__ import annotations

import pytest

from contracts.enrollment.v1 import CampaignPublished
from enrollment.domain.admission.applying_refusals import RulePackUnknown
from enrollment.domain.admission.refusals import NoWaves

from .office import FIRST, SECOND, Office


async def test_a_published_campaign_tells_its_waves_and_rules(office: Office) -> None:
    campaign = await office.campaign(FIRST, SECOND)

    (told,) = await office.enrollment.told_of(CampaignPublished)
    assert (told.campaign_id, told.rule_pack_id, told.rule_pack_version) == (str(campaign), "ru-grade1", 3)
    assert [wave.no for wave in told.waves] == [1, 2]
    assert told.waves[0].eligibility == ["CATCHMENT", "FIRST", "PREFERENTIAL", "SIBLING"]


async def test_a_campaign_runs_under_registered_rules_with_waves_in_order(office: Office) -> None:
    with pytest.raises(RulePackUnknown):
        await office.campaign(FIRST, pack=("ru-grade1", 4))
    with pytest.raises(NoWaves):
        await office.campaign(SECOND, FIRST)

    assert await office.enrollment.told_of(CampaignPublished) == []

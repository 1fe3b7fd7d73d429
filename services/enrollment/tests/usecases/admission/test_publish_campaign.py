"""A district tells when and by which rules families apply for its places, as its region has approved it."""

from __future__ import annotations

import pytest

from contracts.enrollment.v1 import CampaignPublished
from enrollment.domain.admission.applying_refusals import CampaignNotApproved
from enrollment.usecases.admission.publish_campaign import PublishCampaign, publish_campaign

from .office import FIRST, SECOND, Office


async def test_a_published_campaign_tells_its_waves_and_rules(office: Office) -> None:
    campaign = await office.campaign(FIRST, SECOND)

    (told,) = await office.enrollment.told_of(CampaignPublished)
    assert (told.campaign_id, told.rule_pack_id, told.rule_pack_version) == (str(campaign), "ru-grade1", 3)
    assert [wave.no for wave in told.waves] == [1, 2]
    assert told.waves[0].eligibility == ["CATCHMENT", "FIRST", "PREFERENTIAL", "SIBLING"]


async def test_what_the_region_has_not_approved_is_not_published(office: Office) -> None:
    campaign = await office.draft(FIRST)

    with pytest.raises(CampaignNotApproved):
        await publish_campaign(PublishCampaign(campaign), **office.kit)

    assert await office.enrollment.told_of(CampaignPublished) == []

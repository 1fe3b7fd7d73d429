"""What is put away has ended before; the whole way there is in test_finalise_campaign.py."""

from __future__ import annotations

import pytest

from enrollment.domain.admission.ids import CampaignId
from enrollment.domain.admission.refusals import WrongState
from enrollment.usecases.admission.archive_campaign import ArchiveCampaign, archive_campaign

from .office import Office


async def test_a_campaign_whose_wave_is_open_is_not_put_away(office: Office, campaign: CampaignId) -> None:
    with pytest.raises(WrongState):
        await archive_campaign(ArchiveCampaign(campaign), **office.kit)

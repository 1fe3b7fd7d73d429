"""The open wave of a campaign closes behind the last submission that was under way."""

from __future__ import annotations

import pytest

from contracts.enrollment.v1 import WaveClosed
from enrollment.domain.admission.ids import ApplicationId, CampaignId
from enrollment.domain.admission.refusals import WrongState

from .office import APRIL_1, DAY, Office


async def test_a_wave_that_closes_says_how_many_came(
    office: Office, campaign: CampaignId, application: ApplicationId
) -> None:
    await office.close(campaign, at=APRIL_1 + DAY)

    (told,) = await office.enrollment.told_of(WaveClosed)
    assert (told.wave_no, told.applications) == (1, 1)
    with pytest.raises(WrongState):
        await office.close(campaign, at=APRIL_1 + DAY)

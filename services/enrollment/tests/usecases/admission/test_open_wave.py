"""The next wave of a campaign opens: families may apply."""

from __future__ import annotations

import pytest

from contracts.enrollment.v1 import WaveOpened
from enrollment.domain.admission.refusals import OutsideWave

from .office import APRIL_1, DAY, FIRST, Office


async def test_a_wave_opens_at_its_moment_and_not_before(office: Office) -> None:
    campaign = await office.campaign(FIRST)
    with pytest.raises(OutsideWave):
        await office.open(campaign, at=APRIL_1 - DAY)

    await office.open(campaign)

    (told,) = await office.enrollment.told_of(WaveOpened)
    assert (told.campaign_id, told.wave_no, told.at) == (str(campaign), 1, "2027-04-01T00:00:00Z")

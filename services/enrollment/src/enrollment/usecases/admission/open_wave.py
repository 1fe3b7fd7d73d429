"""The next wave of a campaign opens: families may apply."""

from dataclasses import dataclass

from chassis.identity.policy import Facts
from enrollment.domain.admission.ids import CampaignId
from enrollment.usecases.admission.ports import AdmissionWork, Now, Permit


@dataclass(frozen=True, slots=True)
class OpenWave:
    """The wave after the last one that was held."""

    campaign: CampaignId


async def open_wave(command: OpenWave, *, work: AdmissionWork, permit: Permit, now: Now) -> CampaignId:
    """Opens the next wave; gives the campaign's id. Refuses before the wave's first moment."""
    async with work() as unit:
        campaign = await unit.campaigns.get(command.campaign)
        permit("open_wave", Facts(district=campaign.district_id))
        campaign.open_wave(at=now())
        return campaign.id

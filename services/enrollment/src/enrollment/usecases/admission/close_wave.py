"""The open wave of a campaign closes behind the last submission that was under way."""

from dataclasses import dataclass

from chassis.identity.policy import Facts
from enrollment.domain.admission.ids import CampaignId
from enrollment.usecases.admission.ports import AdmissionWork, Now, Permit


@dataclass(frozen=True, slots=True)
class CloseWave:
    """The wave that is open."""

    campaign: CampaignId


async def close_wave(command: CloseWave, *, work: AdmissionWork, permit: Permit, now: Now) -> CampaignId:
    """Closes the wave; gives the campaign's id. After it nothing of the wave is still being written."""
    async with work() as unit:
        await unit.campaigns.shut(command.campaign)
        campaign = await unit.campaigns.get(command.campaign)
        permit("close_wave", Facts(district=campaign.district_id))
        campaign.close_wave(at=now(), applications=await unit.campaigns.submitted(campaign))
        return campaign.id

"""A region approves a campaign that a district of it has drafted."""

from dataclasses import dataclass

from chassis.identity.policy import Facts
from enrollment.domain.admission.ids import CampaignId
from enrollment.usecases.admission.ports import AdmissionWork, Now, Permit


@dataclass(frozen=True, slots=True)
class ApproveCampaign:
    """A draft."""

    campaign: CampaignId


async def approve_campaign(
    command: ApproveCampaign, *, work: AdmissionWork, permit: Permit, now: Now
) -> CampaignId:
    """Approves a draft; gives the campaign's id. Refuses what is approved or published already."""
    async with work() as unit:
        campaign = await unit.campaigns.get(command.campaign)
        district = await unit.districts.get(campaign.district_id)
        permit("approve_campaign", Facts(region=district.region_id))
        campaign.approve(at=now())
        return campaign.id

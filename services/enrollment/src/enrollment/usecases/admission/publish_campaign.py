"""A district tells when and by which rules families apply for its places, as its region has approved it."""

from dataclasses import dataclass

from chassis.identity.policy import Facts
from enrollment.domain.admission.ids import CampaignId
from enrollment.usecases.admission.ports import AdmissionWork, Permit


@dataclass(frozen=True, slots=True)
class PublishCampaign:
    """An approved draft."""

    campaign: CampaignId


async def publish_campaign(command: PublishCampaign, *, work: AdmissionWork, permit: Permit) -> CampaignId:
    """Publishes a campaign; gives its id. Refuses one that the region has not approved."""
    async with work() as unit:
        campaign = await unit.campaigns.get(command.campaign)
        district = await unit.districts.get(campaign.district_id)
        permit("publish_campaign", Facts(district=district.id, region=district.region_id))
        campaign.publish()
        return campaign.id

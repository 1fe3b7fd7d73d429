"""A campaign that ended is put away: it stays readable, and nothing of it changes any more."""

from dataclasses import dataclass

from chassis.identity.policy import Facts
from enrollment.domain.admission.ids import CampaignId
from enrollment.usecases.admission.ports import AdmissionWork, Permit


@dataclass(frozen=True, slots=True)
class ArchiveCampaign:
    """A campaign that ended."""

    campaign: CampaignId


async def archive_campaign(command: ArchiveCampaign, *, work: AdmissionWork, permit: Permit) -> CampaignId:
    """Puts it away; gives its id."""
    async with work() as unit:
        campaign = await unit.campaigns.get(command.campaign)
        permit("archive_campaign", Facts(district=campaign.district_id))
        campaign.archive()
        return campaign.id

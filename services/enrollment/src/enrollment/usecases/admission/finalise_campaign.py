"""A campaign ends: no wave opens any more, and no place is offered by it."""

from dataclasses import dataclass

from chassis.identity.policy import Facts
from enrollment.domain.admission.ids import CampaignId
from enrollment.usecases.admission.ports import AdmissionWork, Now, Permit


@dataclass(frozen=True, slots=True)
class FinaliseCampaign:
    """A campaign whose places are given."""

    campaign: CampaignId


async def finalise_campaign(
    command: FinaliseCampaign, *, work: AdmissionWork, permit: Permit, now: Now
) -> CampaignId:
    """Ends it; gives its id. Refuses while an offer is open, and while a family may yet be found right."""
    async with work() as unit:
        campaign = await unit.campaigns.get(command.campaign)
        permit("finalise_campaign", Facts(district=campaign.district_id))
        under_way = await unit.campaigns.under_way(campaign, at=now())
        campaign.finalise(offers=under_way.offers, undecided=under_way.undecided)
        return campaign.id

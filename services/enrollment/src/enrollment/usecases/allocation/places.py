"""Where runs, offers and appeals are, as policy asks it."""

from chassis.identity.policy import Facts
from enrollment.domain.admission.application import Application
from enrollment.domain.admission.campaign import Campaign
from enrollment.usecases.admission.ports import permit_at_any, place_of_application
from enrollment.usecases.allocation.ports import AllocationUnit, Permit


async def place_of_campaign(campaign: Campaign, unit: AllocationUnit) -> Facts:
    """The district of a campaign, and the region it lies in where that is known."""
    district = await unit.districts.find(id=campaign.district_id)
    return Facts(district=campaign.district_id, region=district.region_id if district else None)


async def permit_for(permit: Permit, action: str, application: Application, unit: AllocationUnit) -> None:
    """Lets pass whom policy lets act for this application: its family, its schools, its district."""
    permit_at_any(permit, action, await place_of_application(application, unit))

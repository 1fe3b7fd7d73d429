"""An instance finds that an appeal must be decided, and lets the school answer it."""

from dataclasses import dataclass

from enrollment.domain.admission.ids import AppealId
from enrollment.usecases.allocation.places import place_of_campaign
from enrollment.usecases.allocation.ports import AllocationWork, Permit


@dataclass(frozen=True, slots=True)
class AdmitAppeal:
    """An appeal that was filed."""

    appeal: AppealId


async def admit_appeal(command: AdmitAppeal, *, work: AllocationWork, permit: Permit) -> AppealId:
    """Admits it, at the district in the first instance and at the region in the second."""
    async with work() as unit:
        appeal = await unit.appeals.get(command.appeal)
        application = await unit.applications.get(appeal.application_id)
        campaign = await unit.campaigns.look(application.campaign_id)
        place = await place_of_campaign(campaign, unit)
        permit("admit_appeal" if appeal.instance == 1 else "admit_second_appeal", place)
        appeal.admit()
        return appeal.id

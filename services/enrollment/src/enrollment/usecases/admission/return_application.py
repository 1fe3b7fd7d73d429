"""An application is given back to the family with what is missing in it, and a term to bring it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from enrollment.domain.admission.ids import ApplicationId
from enrollment.usecases.admission.ports import (
    AdmissionWork,
    Permit,
    permit_at_any,
    place_of_application,
)


@dataclass(frozen=True, slots=True)
class ReturnApplication:
    """Until `respond_by` a correction keeps the moment of receipt."""

    application: ApplicationId
    defects: Sequence[str]
    respond_by: datetime


async def return_application(
    command: ReturnApplication, *, work: AdmissionWork, permit: Permit
) -> ApplicationId:
    """Returns an application; gives its id. Refuses to do so without saying what is missing."""
    async with work() as unit:
        application = await unit.applications.get(command.application)
        permit_at_any(permit, "return_application", await place_of_application(application, unit))
        campaign = await unit.campaigns.look(application.campaign_id)
        campaign.check_changeable()
        application.return_for_correction(command.defects, respond_by=command.respond_by)
        return application.id

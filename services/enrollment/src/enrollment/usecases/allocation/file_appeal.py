"""A family does not accept a rejection."""

from dataclasses import dataclass

from enrollment.domain.admission.appeal import Appeal
from enrollment.domain.admission.ids import AppealId, ApplicationId
from enrollment.usecases.allocation.places import permit_for
from enrollment.usecases.allocation.ports import AllocationWork, NewId, Now, Permit


@dataclass(frozen=True, slots=True)
class FileAppeal:
    """A rejected application, and why it should count."""

    application: ApplicationId
    grounds: str


async def file_appeal(
    command: FileAppeal, *, work: AllocationWork, permit: Permit, new_id: NewId, now: Now
) -> AppealId:
    """Files an appeal. Refuses after the term that the rejection named."""
    async with work() as unit:
        application = await unit.applications.get(command.application)
        await permit_for(permit, "file_appeal", application, unit)
        appeal = Appeal.file(AppealId(new_id()), application, grounds=command.grounds, on=now().date())
        unit.appeals.add(appeal)
        return appeal.id

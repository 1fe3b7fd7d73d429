"""A family goes no further with a dismissed appeal: the rejection is final, and the child may apply anew."""

from dataclasses import dataclass

from enrollment.domain.admission.ids import AppealId
from enrollment.usecases.allocation.places import permit_for
from enrollment.usecases.allocation.ports import AllocationWork, Permit


@dataclass(frozen=True, slots=True)
class AcceptDismissal:
    """An appeal that the first instance dismissed."""

    appeal: AppealId


async def accept_dismissal(command: AcceptDismissal, *, work: AllocationWork, permit: Permit) -> AppealId:
    """Ends the application. Refuses what is not dismissed, what went on, and what is final already."""
    async with work() as unit:
        appeal = await unit.appeals.get(command.appeal)
        application = await unit.applications.get(appeal.application_id)
        await permit_for(permit, "accept_dismissal", application, unit)
        appeal.accept_dismissal(application)
        return appeal.id

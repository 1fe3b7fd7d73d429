"""A family takes a dismissed appeal to the second instance."""

from dataclasses import dataclass

from enrollment.domain.admission.ids import AppealId
from enrollment.usecases.allocation.places import permit_for
from enrollment.usecases.allocation.ports import AllocationWork, Now, Permit


@dataclass(frozen=True, slots=True)
class CarryOnAppeal:
    """A dismissed appeal."""

    appeal: AppealId


async def carry_on_appeal(
    command: CarryOnAppeal, *, work: AllocationWork, permit: Permit, now: Now
) -> AppealId:
    """Lets the second instance decide. Refuses after it has, and after the term for going on."""
    async with work() as unit:
        appeal = await unit.appeals.get(command.appeal)
        application = await unit.applications.get(appeal.application_id)
        await permit_for(permit, "carry_on_appeal", application, unit)
        appeal.carry_on(application, on=now().date())
        return appeal.id

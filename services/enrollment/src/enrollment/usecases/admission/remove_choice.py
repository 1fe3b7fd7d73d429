"""A family no longer wants one of its programmes; the others keep their moments."""

from dataclasses import dataclass

from enrollment.domain.admission.applying_refusals import ProgrammeUnknown
from enrollment.domain.admission.ids import ApplicationId, SeatPlanId
from enrollment.domain.queue.facts import Kind
from enrollment.usecases.admission.ports import (
    AdmissionWork,
    Now,
    Permit,
    permit_at_any,
    place_of_application,
)


@dataclass(frozen=True, slots=True)
class RemoveChoice:
    """Which of the choices."""

    application: ApplicationId
    seat_plan: SeatPlanId
    expected_version: int | None = None


async def remove_choice(
    command: RemoveChoice, *, work: AdmissionWork, permit: Permit, now: Now
) -> ApplicationId:
    """Removes a choice; gives the application's id. Refuses to remove the last one."""
    async with work() as unit:
        application = await unit.applications.get(command.application)
        permit_at_any(permit, "remove_choice", await place_of_application(application, unit))
        application.check_version(command.expected_version)
        campaign = await unit.campaigns.look(application.campaign_id)
        campaign.check_changeable()
        plans = {unit.applications.plan_of(application, each.programme): each for each in application.choices}
        if command.seat_plan not in plans:
            raise ProgrammeUnknown
        at = now()
        left = [choice.programme for plan, choice in plans.items() if plan != command.seat_plan]
        application.choose(left, at=at)
        await unit.queue_facts.note(Kind.CORRECTED, application, at=at, rule="CHOICE_REMOVED")
        return application.id

"""A family wants the same programmes in another order; all of them keep their moments."""

from collections.abc import Sequence
from dataclasses import dataclass

from enrollment.domain.admission.applying_refusals import ProgrammeUnknown
from enrollment.domain.admission.ids import ApplicationId, SeatPlanId
from enrollment.domain.admission.refusals import ChoiceRepeated
from enrollment.domain.queue.facts import Kind
from enrollment.usecases.admission.ports import (
    AdmissionWork,
    Now,
    Permit,
    permit_at_any,
    place_of_application,
)


@dataclass(frozen=True, slots=True)
class ReorderChoices:
    """All of the choices, the most wanted first."""

    application: ApplicationId
    choices: Sequence[SeatPlanId]
    expected_version: int | None = None


async def reorder_choices(
    command: ReorderChoices, *, work: AdmissionWork, permit: Permit, now: Now
) -> ApplicationId:
    """Ranks the choices anew; gives the application's id. Refuses to add or to leave out any."""
    async with work() as unit:
        application = await unit.applications.get(command.application)
        permit_at_any(permit, "reorder_choices", await place_of_application(application, unit))
        application.check_version(command.expected_version)
        campaign = await unit.campaigns.look(application.campaign_id)
        campaign.check_changeable()
        plans = {
            unit.applications.plan_of(application, each.programme): each.programme
            for each in application.choices
        }
        if len(set(command.choices)) < len(command.choices):
            raise ChoiceRepeated
        if set(command.choices) != plans.keys():
            raise ProgrammeUnknown
        at = now()
        application.choose([plans[plan] for plan in command.choices], at=at)
        await unit.queue_facts.note(Kind.CORRECTED, application, at=at, rule="CHOICES_REORDERED")
        return application.id

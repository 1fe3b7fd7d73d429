"""A family adds a programme to those that it wants; the others keep their moments."""

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
class AddChoice:
    """`rank` counts from 1; at the end unless given."""

    application: ApplicationId
    seat_plan: SeatPlanId
    rank: int | None = None
    expected_version: int | None = None


async def add_choice(command: AddChoice, *, work: AdmissionWork, permit: Permit, now: Now) -> ApplicationId:
    """Adds a choice; gives the application's id. Refuses one that the open wave is not for."""
    async with work() as unit:
        application = await unit.applications.get(command.application)
        permit_at_any(permit, "add_choice", await place_of_application(application, unit))
        application.check_version(command.expected_version)
        await unit.campaigns.enter(application.campaign_id)
        found = await unit.applications.programmes(application.campaign_id, [command.seat_plan])
        if command.seat_plan not in found:
            raise ProgrammeUnknown
        wanted = [choice.programme for choice in application.choices]
        wanted.insert(
            len(wanted) if command.rank is None else max(command.rank - 1, 0), found[command.seat_plan]
        )
        child = await unit.children.get(application.child_id)
        at = now()
        application.choose(wanted, at=at, home=await unit.catchments.of(child.area))
        campaign = await unit.campaigns.look(application.campaign_id)
        added = next(each for each in application.choices if each.programme == found[command.seat_plan])
        campaign.check_submission(application.categories_at(added), at=at)
        await unit.queue_facts.note(Kind.CORRECTED, application, at=at, rule="CHOICE_ADDED")
        return application.id

"""A family brings what was missing; inside the term the application keeps its place in the queue."""

from collections.abc import Sequence
from dataclasses import dataclass

from enrollment.domain.admission.application import Application
from enrollment.domain.admission.application_facts import PriorityClaim
from enrollment.domain.admission.application_states import ApplicationState
from enrollment.domain.admission.applying_refusals import ProgrammeUnknown
from enrollment.domain.admission.ids import ApplicationId, SeatPlanId
from enrollment.domain.admission.receipt import Receipt
from enrollment.domain.admission.refusals import WrongState
from enrollment.domain.queue.facts import Kind
from enrollment.usecases.admission.ports import (
    AdmissionUnit,
    AdmissionWork,
    Now,
    Permit,
    permit_at_any,
    place_of_application,
)


@dataclass(frozen=True, slots=True)
class CorrectApplication:
    """What is None stays as it was."""

    application: ApplicationId
    choices: Sequence[SeatPlanId] | None = None
    claims: Sequence[PriorityClaim] | None = None
    expected_version: int | None = None


async def correct_application(
    command: CorrectApplication, *, work: AdmissionWork, permit: Permit, now: Now
) -> ApplicationId:
    """Hands a returned application in again; gives its id. After the term it counts from now, in an open wave alone."""
    received = now()
    async with work() as unit:
        application = await unit.applications.get(command.application)
        permit_at_any(permit, "correct_application", await place_of_application(application, unit))
        application.check_version(command.expected_version)
        if application.state is not ApplicationState.RETURNED:
            raise WrongState(application.state, ApplicationState.RETURNED)
        await unit.campaigns.enter(application.campaign_id)
        receipt = Receipt.of(received, await unit.desk.next_receipt())
        await _change(application, command, unit, receipt)
        application.submit(at=receipt.at, receipt_no=receipt.number)
        await unit.queue_facts.note(Kind.CORRECTED, application, at=receipt.at)
        return application.id


async def _change(
    application: Application, command: CorrectApplication, unit: AdmissionUnit, receipt: Receipt
) -> None:
    campaign = await unit.campaigns.look(application.campaign_id)
    campaign.check_changeable()
    before = {choice.programme for choice in application.choices}
    if command.claims is not None:
        campaign.check_categories(claim.category for claim in command.claims)
        application.claim(command.claims)
    if command.choices is not None:
        await _choose(application, command.choices, unit, receipt)
    for choice in application.choices:
        if application.is_late(at=receipt.at) or choice.programme not in before:
            campaign.check_submission(application.categories_at(choice), at=receipt.at)


async def _choose(
    application: Application, plans: Sequence[SeatPlanId], unit: AdmissionUnit, receipt: Receipt
) -> None:
    programmes = await unit.applications.programmes(application.campaign_id, plans)
    if len(programmes) < len(set(plans)):
        raise ProgrammeUnknown
    child = await unit.children.get(application.child_id)
    home = await unit.catchments.of(child.area)
    application.choose([programmes[plan] for plan in plans], at=receipt.at, home=home)

"""A family does not want a place here any more: its application ends, and its seats are free."""

from dataclasses import dataclass

from enrollment.domain.admission.ids import ApplicationId
from enrollment.domain.queue.facts import Kind
from enrollment.usecases.admission.ports import (
    AdmissionWork,
    Now,
    Permit,
    permit_at_any,
    place_of_application,
)


@dataclass(frozen=True, slots=True)
class WithdrawApplication:
    """`reason` if the family gives one."""

    application: ApplicationId
    reason: str = ""
    expected_version: int | None = None


async def withdraw_application(
    command: WithdrawApplication, *, work: AdmissionWork, permit: Permit, now: Now
) -> ApplicationId:
    """Withdraws an application at any moment before the enrolment; gives its id."""
    async with work() as unit:
        application = await unit.applications.get(command.application)
        permit_at_any(permit, "withdraw_application", await place_of_application(application, unit))
        application.check_version(command.expected_version)
        application.withdraw(await unit.seat_plans.held_by(application.id), reason=command.reason)
        await unit.queue_facts.note(Kind.WITHDRAWN, application, at=now())
        return application.id

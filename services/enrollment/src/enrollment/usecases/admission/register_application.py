"""The district's office finds an application in order: it waits for a place from the moment of its receipt."""

from dataclasses import dataclass

from enrollment.domain.admission.ids import ApplicationId
from enrollment.usecases.admission.ports import (
    AdmissionWork,
    Permit,
    permit_at_any,
    place_of_application,
)


@dataclass(frozen=True, slots=True)
class RegisterApplication:
    """`registration_no` as the office's book has it; the receipt's unless given."""

    application: ApplicationId
    registration_no: str = ""


async def register_application(
    command: RegisterApplication, *, work: AdmissionWork, permit: Permit
) -> ApplicationId:
    """Registers an application and lets it wait; gives its id."""
    async with work() as unit:
        application = await unit.applications.get(command.application)
        permit_at_any(permit, "register_application", await place_of_application(application, unit))
        application.register(registration_no=command.registration_no.strip())
        application.queue()
        return application.id

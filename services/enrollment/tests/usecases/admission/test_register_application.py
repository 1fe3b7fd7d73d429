"""The district's office finds an application in order: it waits for a place from the moment of its receipt."""

from __future__ import annotations

from contracts.enrollment.v1 import ApplicationRegistered
from enrollment.domain.admission.ids import ApplicationId
from enrollment.usecases.admission.register_application import RegisterApplication, register_application

from .office import Office


async def test_a_registered_application_counts_from_its_receipt(
    office: Office, application: ApplicationId
) -> None:
    await register_application(RegisterApplication(application, "СГК-17"), **office.kit)

    (told,) = await office.enrollment.told_of(ApplicationRegistered)
    assert (told.registration_no, told.queue_date) == ("СГК-17", "2027-04-01T00:00:00.000Z")
    assert (await office.row(application))["state"] == "QUEUED"

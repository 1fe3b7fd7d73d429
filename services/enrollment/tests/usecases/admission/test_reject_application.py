"""The district's office turns an application down, by a law that it names, and says how long one may appeal."""

from __future__ import annotations

from datetime import date

import pytest

from contracts.enrollment.v1 import ApplicationRejected
from enrollment.domain.admission.ids import ApplicationId
from enrollment.domain.admission.refusals import LegalBasisMissing
from enrollment.usecases.admission.reject_application import RejectApplication, reject_application

from .office import Office


async def test_a_rejection_names_the_law_and_the_term_of_appeal(
    office: Office, application: ApplicationId
) -> None:
    with pytest.raises(LegalBasisMissing):
        await reject_application(RejectApplication(application, " "), **office.kit, now=office.now)

    await reject_application(RejectApplication(application, "order 458, p. 15"), **office.kit, now=office.now)

    row = await office.row(application)
    (told,) = await office.enrollment.told_of(ApplicationRejected)
    assert (row["state"], row["legal_basis"]) == ("REJECTED", "order 458, p. 15")
    assert row["appeal_until"] == date(2027, 4, 11)
    assert told.appeal_until == "2027-04-11"
    assert (await office.facts(application))[-1] == ("REJECTED", "order 458, p. 15", None)

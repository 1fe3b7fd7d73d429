"""An application is given back to the family with what is missing in it, and a term to bring it."""

from __future__ import annotations

import pytest

from contracts.enrollment.v1 import ApplicationReturnedForCorrection
from enrollment.domain.admission.applying_refusals import DefectsMissing
from enrollment.domain.admission.ids import ApplicationId
from enrollment.usecases.admission.return_application import ReturnApplication, return_application

from .office import APRIL_1, DAY, Office


async def test_what_is_missing_is_said_to_the_family_and_only_counted_to_others(
    office: Office, application: ApplicationId
) -> None:
    with pytest.raises(DefectsMissing):
        await return_application(ReturnApplication(application, [" "], APRIL_1 + DAY), **office.kit)

    command = ReturnApplication(application, ["no birth certificate of Amina"], APRIL_1 + DAY)
    await return_application(command, **office.kit)

    row = await office.row(application)
    (told,) = await office.enrollment.told_of(ApplicationReturnedForCorrection)
    assert (row["state"], row["defects"]) == ("RETURNED", ["no birth certificate of Amina"])
    assert (told.defect_count, told.respond_by) == (1, "2027-04-02T00:00:00Z")

"""A family brings what was missing; inside the term the application keeps its place in the queue."""

from __future__ import annotations

import pytest

from contracts.enrollment.v1 import ApplicationSubmitted
from enrollment.domain.admission.application_facts import PriorityClaim
from enrollment.domain.admission.applying_refusals import VersionConflict
from enrollment.domain.admission.ids import ApplicationId, CampaignId, SeatPlanId
from enrollment.domain.admission.refusals import NotEligibleInWave, OutsideWave, WrongState
from enrollment.usecases.admission.correct_application import CorrectApplication, correct_application
from enrollment.usecases.admission.return_application import ReturnApplication, return_application

from .office import APRIL_1, DAY, FIRST, Office


async def correct(office: Office, command: CorrectApplication) -> None:
    await correct_application(command, **office.kit, now=office.now)


async def send_back(office: Office, application: ApplicationId) -> None:
    command = ReturnApplication(application, ["no birth certificate"], APRIL_1 + 5 * DAY)
    await return_application(command, **office.kit)


async def test_a_correction_inside_the_term_keeps_moment_and_number_of_receipt(
    office: Office, application: ApplicationId
) -> None:
    before = await office.row(application)
    await send_back(office, application)
    office.at = APRIL_1 + 5 * DAY

    await correct(office, CorrectApplication(application, claims=[PriorityClaim("FIRST")]))

    after = await office.row(application)
    assert (after["submitted_at"], after["receipt_no"]) == (before["submitted_at"], before["receipt_no"])
    assert (after["state"], after["respond_by"], after["defects"]) == ("SUBMITTED", None, [])
    assert [told.claim_count for told in await office.enrollment.told_of(ApplicationSubmitted)] == [0, 1]


async def test_a_correction_after_the_term_counts_from_its_own_moment_in_an_open_wave_alone(
    office: Office, campaign: CampaignId, application: ApplicationId
) -> None:
    before = await office.row(application)
    await send_back(office, application)
    office.at = APRIL_1 + 6 * DAY
    await correct(office, CorrectApplication(application))
    late = await office.row(application)

    assert late["submitted_at"] == APRIL_1 + 6 * DAY
    assert late["receipt_no"] > before["receipt_no"]
    await send_back(office, application)
    await office.close(campaign, at=FIRST.closes)
    with pytest.raises(OutsideWave):
        await correct(office, CorrectApplication(application))


async def test_a_correction_is_no_way_round_the_wave_nor_of_what_was_not_returned(
    office: Office, application: ApplicationId, near: SeatPlanId, far: SeatPlanId
) -> None:
    with pytest.raises(WrongState):
        await correct(office, CorrectApplication(application))
    await send_back(office, application)

    with pytest.raises(NotEligibleInWave):
        await correct(office, CorrectApplication(application, choices=[near, far]))
    with pytest.raises(VersionConflict):
        await correct(office, CorrectApplication(application, expected_version=1))

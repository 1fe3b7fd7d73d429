"""A campaign takes applications in its open waves only, from those the wave is for."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest

from enrollment.domain.admission.ages import Ages
from enrollment.domain.admission.applying_refusals import (
    ApplicationsLocked,
    CampaignNotApproved,
    CategoryUnknown,
)
from enrollment.domain.admission.campaign import (
    Campaign,
    CampaignKind,
    CampaignState,
    Wave,
    WaveClosed,
    WaveOpened,
)
from enrollment.domain.admission.ids import CampaignId
from enrollment.domain.admission.refusals import (
    NoFurtherWave,
    NotEligibleInWave,
    NoWaves,
    OutsideWave,
    WrongState,
)
from enrollment.domain.ids import AcademicYearId, DistrictId

from .nouns import APRIL_1

DAY = timedelta(days=1)
FIRST = Wave(APRIL_1, APRIL_1 + 90 * DAY, frozenset({"CATCHMENT", "SIBLING"}))
SECOND = Wave(APRIL_1 + 96 * DAY, APRIL_1 + 157 * DAY)


def draft(*waves: Wave) -> Campaign:
    return Campaign(
        CampaignId(UUID(int=1)),
        "ru-grade1",
        3,
        waves,
        kind=CampaignKind.GRADE_1,
        district_id=DistrictId(UUID(int=2)),
        academic_year_id=AcademicYearId(UUID(int=3)),
        categories=frozenset({"FIRST", "SIBLING"}),
        ages=Ages(6, 8, on=date(2027, 9, 1)),
    )


@pytest.fixture
def campaign() -> Campaign:
    """Published, two waves; the first is for the territory and for brothers and sisters."""
    campaign = draft(FIRST, SECOND)
    campaign.approve(at=APRIL_1)
    campaign.publish()
    return campaign


@pytest.mark.parametrize("waves", [(), (SECOND, FIRST), (FIRST, FIRST)])
def test_a_campaign_has_waves_that_follow_one_another(waves: tuple[Wave, ...]) -> None:
    with pytest.raises(NoWaves):
        draft(*waves).check_in_order()


def test_a_campaign_is_published_once_its_region_has_approved_it() -> None:
    campaign = draft(FIRST, SECOND)

    with pytest.raises(CampaignNotApproved):
        campaign.publish()
    campaign.approve(at=APRIL_1)
    campaign.publish()

    assert campaign.state is CampaignState.PUBLISHED
    assert campaign.approved_at == APRIL_1


def test_a_campaign_is_approved_once_and_before_it_is_published(campaign: Campaign) -> None:
    approved = draft(FIRST)
    approved.approve(at=APRIL_1)

    for each in (approved, campaign):
        with pytest.raises(WrongState):
            each.approve(at=APRIL_1)


def test_outside_an_open_wave_nothing_is_submitted(campaign: Campaign) -> None:
    with pytest.raises(OutsideWave):
        campaign.check_submission({"CATCHMENT"}, at=APRIL_1)

    campaign.open_wave(at=APRIL_1)

    campaign.check_submission({"CATCHMENT"}, at=APRIL_1)
    with pytest.raises(OutsideWave):
        campaign.check_submission({"CATCHMENT"}, at=FIRST.closes)


def test_the_first_wave_is_only_for_its_categories_and_territory(campaign: Campaign) -> None:
    campaign.open_wave(at=APRIL_1)

    with pytest.raises(NotEligibleInWave):
        campaign.check_submission({"FIRST"}, at=APRIL_1)


def test_a_wave_does_not_open_before_its_day(campaign: Campaign) -> None:
    with pytest.raises(OutsideWave):
        campaign.open_wave(at=APRIL_1 - DAY)


def test_a_campaign_goes_from_wave_to_wave_and_ends(campaign: Campaign) -> None:
    for wave in (FIRST, SECOND):
        campaign.open_wave(at=wave.opens)
        campaign.close_wave(at=wave.closes)
        campaign.allocate()
        campaign.offer()

    with pytest.raises(NoFurtherWave):
        campaign.open_wave(at=SECOND.closes)
    campaign.finalise()
    campaign.archive()

    assert campaign.state is CampaignState.ARCHIVED
    assert campaign.events[1:3] == [
        WaveOpened(campaign.id, 1, FIRST.opens),
        WaveClosed(campaign.id, 1, 0, FIRST.closes),
    ]
    assert len(campaign.events) == 5


def test_places_are_not_allocated_while_a_wave_is_open(campaign: Campaign) -> None:
    campaign.open_wave(at=APRIL_1)

    with pytest.raises(WrongState):
        campaign.allocate()


def test_a_wave_is_only_for_categories_that_the_rules_know() -> None:
    with pytest.raises(CategoryUnknown):
        draft(Wave(FIRST.opens, FIRST.closes, frozenset({"CATCHMENT", "NOBILITY"}))).check_in_order()


def test_nobody_claims_a_catchment(campaign: Campaign) -> None:
    with pytest.raises(CategoryUnknown):
        campaign.check_categories(["CATCHMENT"])


def test_while_places_are_given_applications_are_not_changed(campaign: Campaign) -> None:
    campaign.open_wave(at=FIRST.opens)
    campaign.check_changeable()
    campaign.close_wave(at=FIRST.closes)
    campaign.allocate()

    with pytest.raises(ApplicationsLocked):
        campaign.check_changeable()

"""A child holds one place of a kind in a year; what an acceptance gives back, and when it is refused."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

import pytest

from enrollment.domain.admission.ages import Ages
from enrollment.domain.admission.application_states import ApplicationKind
from enrollment.domain.admission.campaign import Campaign, CampaignKind
from enrollment.domain.admission.held_place import HeldPlace, check_apart, given_back
from enrollment.domain.admission.ids import CampaignId, SeatPlanId
from enrollment.domain.admission.offer_refusals import PlaceHeldElsewhere
from enrollment.domain.ids import AcademicYearId, DistrictId

from .nouns import FAR, queued, seat_plan

THIS_YEAR, LAST_YEAR = AcademicYearId(UUID(int=27)), AcademicYearId(UUID(int=26))
OFFERED = SeatPlanId(uuid4())
LEAVING = [
    (CampaignKind.GRADE_1, THIS_YEAR),
    (CampaignKind.GRADE_1, LAST_YEAR),
    (CampaignKind.TRANSFER, THIS_YEAR),
]


def campaign(kind: CampaignKind = CampaignKind.GRADE_1, year: AcademicYearId = THIS_YEAR) -> Campaign:
    return Campaign(
        CampaignId(uuid4()),
        "ru-grade1",
        3,
        (),
        kind=kind,
        district_id=DistrictId(uuid4()),
        academic_year_id=year,
        categories=frozenset(),
        ages=Ages(6, 8, on=date(2027, 9, 1)),
    )


def place(where: Campaign, *, is_accepted: bool = True) -> HeldPlace:
    """A place in another campaign, of another application of the child."""
    holder = queued()
    holder.accepted = FAR if is_accepted else None
    return HeldPlace(seat_plan(FAR), holder, where)


def test_a_better_choice_gives_back_the_lesser_one_and_not_itself() -> None:
    amina, grade_1 = queued(), campaign()
    lesser, offered = (HeldPlace(seat_plan(), amina, grade_1) for _ in range(2))

    assert given_back(amina, grade_1, offered.plan.id, [lesser, offered]) == [lesser]


@pytest.mark.parametrize(("kind", "year"), LEAVING)
def test_a_transfer_gives_back_the_place_in_the_old_school(kind: CampaignKind, year: AcademicYearId) -> None:
    moving, old = queued(ApplicationKind.TRANSFER), place(campaign(kind, year))

    assert given_back(moving, campaign(CampaignKind.TRANSFER), OFFERED, [old]) == [old]


def test_a_transfer_between_schools_gives_back_no_place_of_another_kind() -> None:
    moving, camp = queued(ApplicationKind.TRANSFER), place(campaign(CampaignKind.CAMP))

    assert given_back(moving, campaign(), OFFERED, [camp]) == []


def test_beside_an_accepted_place_of_the_same_kind_and_year_none_is_accepted() -> None:
    with pytest.raises(PlaceHeldElsewhere):
        given_back(queued(), campaign(), OFFERED, [place(campaign())])


@pytest.mark.parametrize(
    "held",
    [
        place(campaign(CampaignKind.KINDERGARTEN)),
        place(campaign(year=LAST_YEAR)),
        place(campaign(), is_accepted=False),
    ],
    ids=["another kind", "another year", "an offer alone"],
)
def test_what_is_no_second_place_is_kept(held: HeldPlace) -> None:
    assert given_back(queued(), campaign(), OFFERED, [held]) == []


def test_two_records_that_each_accepted_a_place_of_a_kind_are_not_made_one_child() -> None:
    with pytest.raises(PlaceHeldElsewhere):
        check_apart([place(campaign())], [place(campaign(CampaignKind.TRANSFER))])


def test_two_records_with_places_of_two_kinds_or_an_open_offer_are() -> None:
    here = place(campaign())

    check_apart([here], [place(campaign(CampaignKind.CAMP)), place(campaign(), is_accepted=False)])

    assert here.by.accepted == FAR

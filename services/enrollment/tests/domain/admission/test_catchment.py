"""The catchment map: what a home has of it, and what everybody may read of its metres."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enrollment.domain.admission.applying_refusals import AreaMeasuredTwice, DistanceOutOfRange
from enrollment.domain.admission.catchment import FARTHEST, Home, Measured, measured, named, published

from .nouns import APRIL_1, FAR, NEAR, application

HOME = Home(first={NEAR.school_id}, metres={NEAR.school_id: 420})


def test_a_choice_remembers_what_the_map_said_when_the_family_chose() -> None:
    amina = application()
    amina.choose([NEAR], at=APRIL_1)

    amina.choose([FAR, NEAR], at=APRIL_1, home=Home(first=(), metres={NEAR.school_id: 420, FAR.school_id: 9}))

    assert [(choice.in_catchment, choice.metres) for choice in amina.choices] == [(False, 9), (False, None)]


def test_from_another_home_a_choice_is_as_far_as_the_map_says_and_as_old_as_it_was() -> None:
    before, unknown = application().choices

    after = before.seen_from(HOME)

    assert (after.in_catchment, after.metres, after.since) == (True, 420, before.since)
    assert unknown.seen_from(HOME).metres is None
    assert after.seen_from(Home()) == before


def test_empty_lines_of_a_map_are_no_areas() -> None:
    assert named([" Bow", "Bow ", "", "  "]) == {"Bow"}
    assert measured([Measured(" Bow", 420), Measured(" ", 7)]) == {"Bow": 420}


@pytest.mark.parametrize("metres", [-1, FARTHEST + 1])
def test_what_cannot_be_metres_to_a_school_is_refused(metres: int) -> None:
    with pytest.raises(DistanceOutOfRange):
        measured([Measured("Bow", metres)])


def test_an_area_that_is_measured_twice_is_refused_even_if_both_agree() -> None:
    with pytest.raises(AreaMeasuredTwice):
        measured([Measured("Bow", 420), Measured("Bow", 420)])


@given(st.integers(0, FARTHEST))
def test_published_metres_are_exact_where_they_order_and_else_within_half_a_step(metres: int) -> None:
    told = published(metres, ["REGISTERED_AT", "NUMBER"])

    assert published(metres, ["DISTANCE", "NUMBER"]) == metres
    assert told % 500 == 0
    assert abs(told - metres) <= 250

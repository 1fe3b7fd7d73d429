"""A child is registered alive, once, and of the right age."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from enrollment.domain.admission.child import Ages, CivilRecord, age, check_registration
from enrollment.domain.admission.ids import ChildId
from enrollment.domain.admission.refusals import (
    ApplicationExists,
    ChildDeceased,
    ChildRegisteredTwice,
    OutsideAges,
)

from .nouns import application

AGES = Ages(6, 8, on=date(2027, 9, 1))
AMINA = CivilRecord(ChildId(UUID(int=7)), date(2020, 5, 5))


def test_a_child_that_has_died_is_not_registered() -> None:
    with pytest.raises(ChildDeceased):
        check_registration(replace(AMINA, died_on=date(2026, 1, 1)), AGES, [])


def test_the_same_person_is_not_registered_twice() -> None:
    with pytest.raises(ChildRegisteredTwice):
        check_registration(replace(AMINA, same_person=ChildId(UUID(int=8))), AGES, [])


@pytest.mark.parametrize("born", [date(2021, 9, 2), date(2018, 9, 1)])
def test_a_child_too_young_or_too_old_is_not_registered(born: date) -> None:
    with pytest.raises(OutsideAges):
        check_registration(replace(AMINA, birth_date=born), AGES, [])


@pytest.mark.parametrize("born", [date(2021, 9, 1), date(2018, 9, 2)])
def test_a_birthday_on_the_day_that_counts_is_in_time(born: date) -> None:
    check_registration(replace(AMINA, birth_date=born), AGES, [])


def test_a_child_has_one_active_application_in_a_campaign() -> None:
    first = application()
    first.child_id = AMINA.child_id

    with pytest.raises(ApplicationExists):
        check_registration(AMINA, AGES, [application(), first])
    first.withdraw()

    check_registration(AMINA, AGES, [first])


def test_a_child_of_29_february_is_a_year_older_on_1_march() -> None:
    assert age(date(2020, 2, 29), on=date(2027, 2, 28)) == 6
    assert age(date(2020, 2, 29), on=date(2027, 3, 1)) == 7

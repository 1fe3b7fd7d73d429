"""A student is in one home class of one school on any day."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.ids import new_id
from ejournal.domain.ids import AcademicYearId, ClassId, SchoolId, StayId, StudentId
from ejournal.domain.refusals import AlreadyInClass, ClassFull, PlacedLater
from ejournal.domain.school_class import SchoolClass
from ejournal.domain.stay import Schooling, Stay, StudentLeftClass, StudentPlacedInClass

SEPTEMBER_1, OCTOBER_1 = date(2026, 9, 1), date(2026, 10, 1)
SCHOOLING = Schooling(SchoolId(new_id()), AcademicYearId(new_id()), 1, "ru")


def a_class(letter: str, capacity: int = 25) -> SchoolClass:
    return SchoolClass(
        ClassId(new_id()), SCHOOLING.school_id, SCHOOLING.academic_year_id, 1, letter, "ru", capacity
    )


@dataclass(slots=True)
class Amina:
    """A pupil of 1А since 1 September."""

    first_a: SchoolClass
    stay: Stay


@pytest.fixture
def amina() -> Amina:
    first_a = a_class("А")
    stay = Stay.begin(
        stay_id=StayId(new_id()),
        student_id=StudentId(new_id()),
        schooling=SCHOOLING,
        on=SEPTEMBER_1,
        school_class=first_a,
    )
    return Amina(first_a, stay)


def test_a_pupil_who_comes_takes_a_place(amina: Amina) -> None:
    assert amina.first_a.placed == 1
    assert amina.stay.events == [StudentPlacedInClass(amina.first_a.id, amina.stay.student_id, SEPTEMBER_1)]


def test_a_pupil_without_a_class_is_a_pupil_of_the_school_and_no_news_of_a_class() -> None:
    stay = Stay.begin(
        stay_id=StayId(new_id()),
        student_id=StudentId(new_id()),
        schooling=SCHOOLING,
        on=SEPTEMBER_1,
        school_class=None,
    )

    assert (stay.schooling, stay.class_id, stay.events) == (SCHOOLING, None, [])


def test_a_move_leaves_one_class_on_the_day_it_enters_the_other(amina: Amina) -> None:
    first_b = a_class("Б")
    amina.stay.events.clear()

    moved = amina.stay.move(stay_id=StayId(new_id()), to=first_b, out_of=amina.first_a, on=OCTOBER_1)

    assert (amina.stay.until_date, moved.from_date, moved.until_date) == (OCTOBER_1, OCTOBER_1, None)
    assert (amina.first_a.placed, first_b.placed) == (0, 1)
    assert amina.stay.events == [StudentLeftClass(amina.first_a.id, moved.student_id, OCTOBER_1)]
    assert moved.events == [StudentPlacedInClass(first_b.id, moved.student_id, OCTOBER_1)]


def test_a_full_class_is_refused_and_the_pupil_stays(amina: Amina) -> None:
    full = a_class("Б", capacity=1)
    full.take_place()

    with pytest.raises(ClassFull):
        amina.stay.move(stay_id=StayId(new_id()), to=full, out_of=amina.first_a, on=OCTOBER_1)

    assert amina.stay.is_open
    assert amina.first_a.placed == 1


def test_nobody_is_placed_twice_in_one_class(amina: Amina) -> None:
    with pytest.raises(AlreadyInClass):
        amina.stay.move(stay_id=StayId(new_id()), to=amina.first_a, out_of=amina.first_a, on=OCTOBER_1)


def test_a_move_does_not_reach_back_before_the_place_it_ends(amina: Amina) -> None:
    with pytest.raises(PlacedLater):
        amina.stay.move(stay_id=StayId(new_id()), to=a_class("Б"), out_of=amina.first_a, on=date(2026, 8, 31))


@given(st.lists(st.integers(-3, 10), max_size=8))
def test_on_any_day_a_student_is_in_one_class_at_most(steps: list[int]) -> None:
    classes = [a_class("А"), a_class("Б"), a_class("В")]
    current = classes[0]
    stays = [
        Stay.begin(
            stay_id=StayId(new_id()),
            student_id=StudentId(new_id()),
            schooling=SCHOOLING,
            on=SEPTEMBER_1,
            school_class=current,
        )
    ]

    for number, days in enumerate(steps, start=1):
        wanted = classes[number % 3]
        on = stays[-1].from_date + timedelta(days)
        try:
            stays.append(stays[-1].move(stay_id=StayId(new_id()), to=wanted, out_of=current, on=on))
            current = wanted
        except (PlacedLater, AlreadyInClass):
            continue

    for day in (SEPTEMBER_1 + timedelta(offset) for offset in range(-1, 90)):
        there = [
            stay
            for stay in stays
            if stay.from_date <= day and (stay.until_date is None or day < stay.until_date)
        ]
        assert len(there) == (day >= SEPTEMBER_1)
    assert sum(each.placed for each in classes) == 1

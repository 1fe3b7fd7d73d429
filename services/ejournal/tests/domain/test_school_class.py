"""A class never has more pupils than places, and a newcomer is sent where there is most room."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.ids import new_id
from ejournal.domain.ids import AcademicYearId, ClassId, SchoolId, StayId, StudentId, TeacherId
from ejournal.domain.refusals import (
    CapacityImpossible,
    ClassFull,
    GradeOutOfRange,
    LanguageMalformed,
    LetterMalformed,
)
from ejournal.domain.school_class import (
    ClassOpened,
    ClassTeachersChanged,
    SchoolClass,
    Teaching,
    class_for_newcomer,
)
from ejournal.domain.stay import Schooling, Stay

SCHOOL, YEAR = SchoolId(new_id()), AcademicYearId(new_id())
SEPTEMBER_1 = date(2026, 9, 1)


def a_class(letter: str = "А", **other: Any) -> SchoolClass:
    properties = {
        "id": ClassId(new_id()),
        "school_id": SCHOOL,
        "academic_year_id": YEAR,
        "grade": 1,
        "letter": letter,
        "language": "ru",
        "capacity": 25,
    }
    return SchoolClass.open(**(properties | other))


def test_an_opened_class_says_so() -> None:
    opened = a_class(" б ", grade=3)

    [event] = opened.events
    assert event == ClassOpened(opened.id, SCHOOL, YEAR, 3, "Б", "ru", 25)


@pytest.mark.parametrize(
    ("property_", "refusal"),
    [
        ({"grade": 12}, GradeOutOfRange),
        ({"grade": -1}, GradeOutOfRange),
        ({"letter": "  "}, LetterMalformed),
        ({"letter": "А-Б"}, LetterMalformed),
        ({"language": "русский"}, LanguageMalformed),
        ({"capacity": 0}, CapacityImpossible),
        ({"capacity": 101}, CapacityImpossible),
    ],
)
def test_a_class_that_no_school_has_is_refused(property_: dict[str, Any], refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        a_class(**property_)


def test_the_last_place_is_given_once() -> None:
    small = a_class(capacity=1)

    small.take_place()

    with pytest.raises(ClassFull):
        small.take_place()


def test_teachers_are_told_as_a_whole() -> None:
    taught, teacher = a_class(), TeacherId(new_id())
    taught.events.clear()

    taught.set_teachers(teacher, [Teaching(teacher, "ALGEBRA")])

    assert taught.class_teacher_id == teacher
    assert taught.events == [ClassTeachersChanged(taught.id, teacher, (Teaching(teacher, "ALGEBRA"),))]


def test_a_newcomer_goes_where_most_places_are_free() -> None:
    crowded, roomy = a_class("А", placed=20), a_class("Б", placed=10)

    assert class_for_newcomer([crowded, roomy]) is roomy


def test_of_equally_roomy_classes_the_first_letter_counts() -> None:
    later, earlier = a_class("В"), a_class("Б")

    assert class_for_newcomer([later, earlier]) is earlier


def test_a_newcomer_waits_where_no_place_is_free() -> None:
    assert class_for_newcomer([a_class(capacity=1, placed=1)]) is None
    assert class_for_newcomer([]) is None


parallel_classes = st.lists(
    st.tuples(st.sampled_from("АБВГДЕ"), st.integers(1, 8)), unique_by=lambda each: each[0], max_size=5
)


@given(parallel_classes, st.integers(0, 40))
def test_no_sequence_of_newcomers_makes_a_class_too_large(
    rooms: list[tuple[str, int]], newcomers: int
) -> None:
    classes = [a_class(letter, capacity=capacity) for letter, capacity in rooms]

    stays = [_enrol(classes) for _ in range(newcomers)]

    assert all(each.placed <= each.capacity for each in classes)
    placed = sum(stay.class_id is not None for stay in stays)
    assert placed == min(newcomers, sum(capacity for _, capacity in rooms))
    assert placed == sum(each.placed for each in classes)


@given(parallel_classes, st.integers(0, 40))
def test_every_newcomer_is_sent_to_the_roomiest_class_and_among_equals_to_the_first_letter(
    rooms: list[tuple[str, int]], newcomers: int
) -> None:
    classes = [a_class(letter, capacity=capacity) for letter, capacity in rooms]

    for _ in range(newcomers):
        before = {each.letter: each.free_places for each in classes}
        stay = _enrol(classes)
        chosen = next((each.letter for each in classes if each.id == stay.class_id), None)

        most = max(before.values(), default=0)
        assert chosen == (min(letter for letter, free in before.items() if free == most) if most else None)


def _enrol(classes: list[SchoolClass]) -> Stay:
    return Stay.begin(
        stay_id=StayId(new_id()),
        student_id=StudentId(new_id()),
        schooling=Schooling(SCHOOL, YEAR, 1, "ru"),
        on=SEPTEMBER_1,
        school_class=class_for_newcomer(classes),
    )

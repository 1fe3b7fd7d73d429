"""A pupil moves to another class of the school, where there is room, and not before the day has come."""

import asyncio
from datetime import date
from typing import Any

import pytest

from chassis.identity.policy import Facts
from chassis.ids import new_id
from contracts.ejournal.v1 import StudentPlacedInClass
from ejournal.domain.ids import SchoolId, StudentId, TeacherId
from ejournal.domain.refusals import AlreadyInClass, ClassFull, DayNotYetCome, NotFound, PlacedLater
from ejournal.usecases.place_student import PlaceStudent, place_student

SEPTEMBER_1, OCTOBER_1 = date(2026, 9, 1), date(2026, 10, 1)
NOVEMBER_20, NOVEMBER_21 = date(2026, 11, 20), date(2026, 11, 21)


async def test_a_pupil_moves_today_unless_another_day_is_said(journal: Any) -> None:
    amina = await journal.pupil()
    first_b = await journal.class_("Б")

    await journal.place(amina, first_b)

    [placed] = await journal.told(StudentPlacedInClass)
    assert (placed.class_id, placed.from_date) == (str(first_b), "2026-11-20")


async def test_a_move_is_told_by_the_class_left_and_then_by_the_class_entered(journal: Any) -> None:
    first_a = await journal.class_("А")
    amina = await journal.pupil()
    first_b = await journal.class_("Б")

    await journal.place(amina, first_b, OCTOBER_1)

    assert await journal.class_of(amina) == first_b
    assert (await journal.placed(first_a), await journal.placed(first_b)) == (0, 1)
    kinds = await journal.rows("select type, key from outbox where type like '%Student%' order by id")
    assert kinds == [
        ("bilim.ejournal.StudentPlacedInClass.v1", str(first_a)),
        ("bilim.ejournal.StudentLeftClass.v1", str(first_a)),
        ("bilim.ejournal.StudentPlacedInClass.v1", str(first_b)),
    ]


async def test_a_full_class_takes_nobody(journal: Any) -> None:
    full = await journal.class_("А", capacity=1)
    await journal.pupil()
    amina = await journal.pupil()

    with pytest.raises(ClassFull):
        await journal.place(amina, full)

    assert await journal.placed(full) == 1


async def test_nobody_moves_to_the_class_they_sit_in(journal: Any) -> None:
    first_a = await journal.class_("А")
    amina = await journal.pupil()

    with pytest.raises(AlreadyInClass):
        await journal.place(amina, first_a)


async def test_a_day_that_has_not_come_yet_is_refused(journal: Any) -> None:
    await journal.class_("А")
    amina = await journal.pupil()
    first_b = await journal.class_("Б")

    with pytest.raises(DayNotYetCome):
        await journal.place(amina, first_b, NOVEMBER_21)


async def test_a_day_before_the_present_place_began_is_refused(journal: Any) -> None:
    await journal.class_("А")
    amina = await journal.pupil(on=OCTOBER_1)
    first_b = await journal.class_("Б")

    with pytest.raises(PlacedLater):
        await journal.place(amina, first_b, SEPTEMBER_1)


async def test_who_comes_only_next_week_may_change_class_before(journal: Any) -> None:
    await journal.class_("А")
    amina = await journal.pupil(on=NOVEMBER_21)
    first_b = await journal.class_("Б")

    await journal.place(amina, first_b)

    assert await journal.rows("select from_date from stay where class_id = $1", first_b) == [(NOVEMBER_21,)]


async def test_a_pupil_of_another_school_looks_like_nobody(journal: Any) -> None:
    first_a = await journal.class_("А")
    stranger = await journal.pupil(school=SchoolId(new_id()))

    with pytest.raises(NotFound) as of_a_stranger:
        await journal.place(stranger, first_a)
    with pytest.raises(NotFound) as of_nobody:
        await journal.place(StudentId(new_id()), first_a)

    assert of_a_stranger.value.id == stranger
    assert type(of_nobody.value) is type(of_a_stranger.value)


async def test_policy_is_asked_with_the_class_teacher_of_both_classes_only(journal: Any) -> None:
    first_a, teacher, colleague = await journal.class_("А"), TeacherId(new_id()), TeacherId(new_id())
    amina = await journal.pupil()
    first_b, first_v = await journal.class_("Б"), await journal.class_("В")
    await journal.teachers(first_a, teacher)
    await journal.teachers(first_b, colleague)
    await journal.teachers(first_v, teacher)
    asked: list[Facts] = []

    for wanted in (first_b, first_v):
        await place_student(
            PlaceStudent(amina, wanted),
            work=journal.work,
            permit=lambda _action, facts: asked.append(facts),
            new_id=new_id,
            today=lambda _zone: NOVEMBER_20,
        )

    # Out of the teacher's 1А into the colleague's 1Б, and out of that into the teacher's 1В: neither is one's own.
    assert [facts.class_teachers for facts in asked] == [(), ()]
    assert asked[0].school == journal.school


async def test_pupils_who_change_places_at_the_same_time_both_arrive(journal: Any) -> None:
    first_a = await journal.class_("А")
    amina = await journal.pupil()
    first_b = await journal.class_("Б")
    timur = await journal.pupil()

    await asyncio.gather(journal.place(amina, first_b), journal.place(timur, first_a))

    assert (await journal.class_of(amina), await journal.class_of(timur)) == (first_b, first_a)
    assert (await journal.placed(first_a), await journal.placed(first_b)) == (1, 1)


async def test_two_who_want_the_last_place_do_not_both_get_it(journal: Any) -> None:
    await journal.class_("А")
    amina, timur = await journal.pupil(), await journal.pupil()
    small = await journal.class_("Б", capacity=1)

    outcomes = await asyncio.gather(
        journal.place(amina, small), journal.place(timur, small), return_exceptions=True
    )

    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["ClassFull", "NoneType"]
    assert await journal.placed(small) == 1

"""Who no longer works in a school teaches no class of it from that day."""

from datetime import date
from typing import Any

import pytest

from chassis.ids import new_id
from contracts.ejournal.v1 import ClassTeachersChanged
from ejournal.domain.ids import SchoolId, TeacherId
from ejournal.domain.leaving import Leaving
from ejournal.domain.school_class import Teaching
from ejournal.usecases.release_teacher import release_teacher

NOVEMBER_20 = date(2026, 11, 20)


async def leaves(journal: Any, teacher: TeacherId, *, on: date = NOVEMBER_20, school: Any = None) -> None:
    leaving = Leaving(teacher, school or journal.school, on)
    await release_teacher(leaving, work=journal.work, today=lambda _zone: NOVEMBER_20)


async def taught(journal: Any) -> list[tuple[Any, ...]]:
    found: list[tuple[Any, ...]] = await journal.rows(
        "select teacher_id, subject_code from teaching order by subject_code"
    )
    return found


@pytest.fixture
def teacher() -> TeacherId:
    return TeacherId(new_id())


@pytest.fixture
def colleague() -> TeacherId:
    return TeacherId(new_id())


async def test_the_class_goes_on_without_them_and_everybody_is_told(
    journal: Any, teacher: TeacherId, colleague: TeacherId
) -> None:
    first_a = await journal.class_()
    await journal.teachers(first_a, teacher, Teaching(colleague, "MUSIC"), Teaching(teacher, "ALGEBRA"))

    await leaves(journal, teacher)

    *_, told = await journal.told(ClassTeachersChanged)
    assert not told.HasField("class_teacher_id")
    assert [(each.teacher_id, each.subject_code) for each in told.teachers] == [(str(colleague), "MUSIC")]
    assert await taught(journal) == [(colleague, "MUSIC")]
    assert await journal.rows("select class_teacher_id from school_class") == [(None,)]
    assert await journal.rows("select * from staff_leaving") == []


async def test_a_colleague_s_class_keeps_its_class_teacher(
    journal: Any, teacher: TeacherId, colleague: TeacherId
) -> None:
    first_a = await journal.class_()
    await journal.teachers(first_a, colleague, Teaching(teacher, "ALGEBRA"))

    await leaves(journal, teacher)

    assert await taught(journal) == []
    assert await journal.rows("select class_teacher_id from school_class") == [(colleague,)]


async def test_what_they_teach_elsewhere_stays(journal: Any, teacher: TeacherId) -> None:
    elsewhere = SchoolId(new_id())
    there = await journal.class_(school=elsewhere)
    await journal.teachers(there, teacher)

    await leaves(journal, teacher)

    assert await journal.rows("select class_teacher_id from school_class") == [(teacher,)]


async def test_the_archive_of_a_year_that_was_over_stays(journal: Any, teacher: TeacherId) -> None:
    first_a = await journal.class_()
    await journal.teachers(first_a, teacher)

    leaving = Leaving(teacher, journal.school, date(2030, 1, 1))
    await release_teacher(leaving, work=journal.work, today=lambda _zone: date(2030, 1, 1))

    assert await journal.rows("select class_teacher_id from school_class") == [(teacher,)]


async def test_leaving_twice_tells_nothing_new(journal: Any, teacher: TeacherId) -> None:
    first_a = await journal.class_()
    await journal.teachers(first_a, teacher)

    await leaves(journal, teacher)
    await leaves(journal, teacher)

    assert len(await journal.told(ClassTeachersChanged)) == 2

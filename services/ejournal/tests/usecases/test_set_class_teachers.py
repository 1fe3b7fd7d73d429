"""Who teaches a class is said as a whole."""

from typing import Any
from uuid import UUID

import pytest

from chassis.ids import new_id
from contracts.ejournal.v1 import ClassTeachersChanged
from ejournal.domain.ids import TeacherId
from ejournal.domain.refusals import NotFound
from ejournal.domain.school_class import Teaching


async def test_the_teachers_are_kept_and_told(journal: Any) -> None:
    first_a, teacher, colleague = await journal.class_(), TeacherId(new_id()), TeacherId(new_id())

    await journal.teachers(first_a, teacher, Teaching(colleague, "MUSIC"), Teaching(teacher, "ALGEBRA"))

    [message] = await journal.told(ClassTeachersChanged)
    assert message.class_teacher_id == str(teacher)
    assert {(each.teacher_id, each.subject_code) for each in message.teachers} == {
        (str(teacher), "ALGEBRA"),
        (str(colleague), "MUSIC"),
    }
    assert await journal.rows("select teacher_id, subject_code from teaching order by subject_code") == [
        (teacher, "ALGEBRA"),
        (colleague, "MUSIC"),
    ]


async def test_who_is_not_named_again_teaches_no_more(journal: Any) -> None:
    first_a, teacher, colleague = await journal.class_(), TeacherId(new_id()), TeacherId(new_id())
    await journal.teachers(first_a, teacher, Teaching(colleague, "MUSIC"))

    await journal.teachers(first_a, None, Teaching(teacher, "ALGEBRA"))

    *_, message = await journal.told(ClassTeachersChanged)
    assert not message.HasField("class_teacher_id")
    assert await journal.rows("select teacher_id from teaching") == [(teacher,)]
    assert await journal.rows("select class_teacher_id from school_class") == [(None,)]


async def test_a_teacher_of_whom_training_has_not_told_is_somebody_without_a_name(journal: Any) -> None:
    first_a, teacher = await journal.class_(), TeacherId(new_id())

    await journal.teachers(first_a, teacher)

    assert await journal.rows("select id, display_name from person") == [(teacher, None)]


async def test_nobody_does_not_lead_a_class(journal: Any) -> None:
    first_a = await journal.class_()

    with pytest.raises(NotFound):
        await journal.teachers(first_a, UUID(int=0))


async def test_a_pair_said_twice_counts_once(journal: Any) -> None:
    first_a, teacher = await journal.class_(), TeacherId(new_id())

    await journal.teachers(first_a, None, Teaching(teacher, "MUSIC"), Teaching(teacher, "MUSIC"))

    assert await journal.rows("select subject_code from teaching") == [("MUSIC",)]

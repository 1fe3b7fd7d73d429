"""A school opens a class once."""

from typing import Any

import pytest

from chassis.ids import new_id
from contracts.ejournal.v1 import ClassOpened
from ejournal.domain.ids import AcademicYearId, SchoolId
from ejournal.domain.refusals import ClassExists, NotFound


async def test_an_opened_class_is_kept_and_told(journal: Any) -> None:
    opened = await journal.class_("а", grade=5, language="ba", capacity=20)

    [row] = await journal.rows("select id, grade, letter, language, capacity, placed from school_class")
    [message] = await journal.told(ClassOpened)
    assert row == (opened, 5, "А", "ba", 20, 0)
    assert (message.class_id, message.school_id) == (str(opened), str(journal.school))
    assert (message.grade, message.letter, message.language, message.capacity) == (5, "А", "ba", 20)
    assert not message.HasField("class_teacher_id")


async def test_a_letter_is_given_once_in_a_grade(journal: Any) -> None:
    await journal.class_("А", grade=5)

    with pytest.raises(ClassExists) as refused:
        await journal.class_("А", grade=5)

    assert refused.value.letter == "А"


async def test_another_grade_and_another_school_have_letters_of_their_own(journal: Any) -> None:
    await journal.class_("А", grade=5)

    await journal.class_("А", grade=6)
    await journal.class_("А", grade=5, school=SchoolId(new_id()))

    assert await journal.rows("select count(*) from school_class") == [(3,)]


async def test_a_year_that_nobody_opened_has_no_classes(journal: Any) -> None:
    with pytest.raises(NotFound):
        await journal.class_(year=AcademicYearId(new_id()))

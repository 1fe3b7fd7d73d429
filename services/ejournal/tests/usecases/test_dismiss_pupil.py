"""Who leaves a school frees a place."""

from datetime import date
from typing import Any

from chassis.ids import new_id
from contracts.ejournal.v1 import StudentLeftClass
from ejournal.domain.ids import SchoolId
from ejournal.usecases.dismiss_pupil import DismissPupil, dismiss_pupil

OCTOBER_1 = date(2026, 10, 1)


async def test_a_pupil_who_leaves_frees_the_place_and_is_nobodys_pupil(journal: Any) -> None:
    first_a = await journal.class_("А")
    amina = await journal.pupil()

    await dismiss_pupil(DismissPupil(amina, journal.school, OCTOBER_1), work=journal.work)

    assert await journal.placed(first_a) == 0
    assert await journal.rows("select id from student") == []
    [left] = await journal.told(StudentLeftClass)
    assert (left.student_id, left.until_date) == (str(amina), "2026-10-01")


async def test_news_of_a_school_left_long_ago_changes_nothing(journal: Any) -> None:
    first_a = await journal.class_("А")
    amina = await journal.pupil()

    await dismiss_pupil(DismissPupil(amina, SchoolId(new_id()), OCTOBER_1), work=journal.work)

    assert await journal.class_of(amina) == first_a

"""The day has come on which somebody leaves a school."""

from datetime import date
from typing import Any

from chassis.ids import new_id
from ejournal.domain.ids import TeacherId
from ejournal.domain.leaving import Leaving
from ejournal.usecases.release_due_teachers import release_due_teachers
from ejournal.usecases.release_teacher import release_teacher

NOVEMBER_20, DECEMBER_1 = date(2026, 11, 20), date(2026, 12, 1)
LEADS = "select class_teacher_id from school_class"


async def test_who_will_leave_teaches_until_that_day(journal: Any) -> None:
    first_a, teacher = await journal.class_(), TeacherId(new_id())
    await journal.teachers(first_a, teacher)
    leaving = Leaving(teacher, journal.school, DECEMBER_1)
    await release_teacher(leaving, work=journal.work, today=lambda _zone: NOVEMBER_20)

    await release_due_teachers(work=journal.work, today=lambda _zone: NOVEMBER_20)
    before = await journal.rows(LEADS)
    await release_due_teachers(work=journal.work, today=lambda _zone: DECEMBER_1)
    after = await journal.rows(LEADS)

    assert (before, after) == ([(teacher,)], [(None,)])
    assert await journal.rows("select * from staff_leaving") == []

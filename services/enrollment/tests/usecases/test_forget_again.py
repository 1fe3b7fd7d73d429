"""Who comes back with a backup is forgotten again, by what the journal says of whom it forgot."""

from datetime import date
from typing import Any

from contracts.ejournal.v1 import PersonForgotten
from enrollment.domain.ids import StudentId
from enrollment.messaging.consumed import on_person_forgotten


async def test_who_comes_back_with_a_backup_is_forgotten_again(student: StudentId, enrollment: Any) -> None:
    """The backup knows neither the erasure nor what the journal said of it; the journal says it again."""
    reminder = PersonForgotten(
        person_id=str(student), kind="FORGOTTEN_KIND_STUDENT", forgotten_on="2026-11-20"
    )

    for _ in range(2):
        await on_person_forgotten(reminder, enrollment.work)

    assert await enrollment.pool.fetchval("select display_name from student") == ""
    listed = await enrollment.pool.fetchrow("select id, erased_on, order_number from erased_person")
    assert tuple(listed) == (student, date(2026, 11, 20), "as others were told")

"""Who comes back with a backup is forgotten again, by what the journal says of whom it forgot."""

from datetime import date
from typing import Any

from chassis.ids import new_id
from contracts.ejournal.v1 import PersonForgotten
from contracts.training.v1 import PersonErased
from training.domain.ids import TeacherId
from training.messaging.consumed import on_person_forgotten

NOVEMBER_20 = date(2026, 11, 20)


async def test_who_comes_back_with_a_backup_is_forgotten_again(training: Any, teacher: TeacherId) -> None:
    """The backup knows neither the erasure nor what the journal said of it; the journal says it again."""
    reminder = PersonForgotten(
        person_id=str(teacher), kind="FORGOTTEN_KIND_TEACHER", forgotten_on="2026-11-20"
    )

    for _ in range(2):
        await on_person_forgotten(reminder, training.work)

    assert await training.pool.fetchval("select display_name from teacher") == ""
    listed = await training.pool.fetchrow("select id, erased_on, order_number from erased_person")
    assert tuple(listed) == (teacher, NOVEMBER_20, "as others were told")
    assert len(await training.told_of(PersonErased)) == 1


async def test_what_the_journal_says_of_a_pupil_is_nothing_to_training(
    training: Any, teacher: TeacherId
) -> None:
    reminder = PersonForgotten(
        person_id=str(teacher), kind="FORGOTTEN_KIND_STUDENT", forgotten_on="2026-11-20"
    )

    await on_person_forgotten(reminder, training.work)

    assert await training.pool.fetchval("select display_name from teacher")


async def test_who_is_not_even_known_yet_is_on_the_list_all_the_same(training: Any) -> None:
    """The backup is older than the person's first day."""
    stranger = TeacherId(new_id())
    reminder = PersonForgotten(
        person_id=str(stranger), kind="FORGOTTEN_KIND_TEACHER", forgotten_on="2026-11-20"
    )

    await on_person_forgotten(reminder, training.work)

    assert await training.pool.fetchval("select id from erased_person") == stranger

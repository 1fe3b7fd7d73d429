"""A name is forgotten, and who asked is told."""

from datetime import date
from typing import Any

import pytest

from chassis.ids import new_id
from contracts.ejournal.v1 import PersonForgotten
from ejournal.domain.person import Forgotten, PersonKind
from ejournal.usecases.forget_person import ForgetPerson, forget_person

NOVEMBER_20 = date(2026, 11, 20)


@pytest.mark.parametrize("kind", [Forgotten.STUDENT, Forgotten.GUARDIAN])
async def test_the_name_goes_and_the_owner_can_be_reminded(journal: Any, kind: Forgotten) -> None:
    person = new_id()
    async with journal.work() as unit:
        unit.copies.name(person, kind=PersonKind.STUDENT, display_name="Амина", sort_key={"ru": "амина"})

    await forget_person(ForgetPerson(person, kind), work=journal.work, on=NOVEMBER_20)

    (told,) = await journal.told(PersonForgotten)
    assert (told.person_id, told.forgotten_on) == (str(person), "2026-11-20")


async def test_of_a_teacher_training_is_not_told(journal: Any) -> None:
    await forget_person(ForgetPerson(new_id(), Forgotten.TEACHER), work=journal.work, on=NOVEMBER_20)

    assert not await journal.told(PersonForgotten)

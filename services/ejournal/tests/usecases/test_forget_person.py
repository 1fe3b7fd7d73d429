"""A name is forgotten, and who asked is told."""

from datetime import date
from typing import Any

import pytest

from chassis.ids import new_id
from contracts.ejournal.v1 import PersonForgotten
from ejournal.domain.person import Forgotten, PersonKind
from ejournal.usecases.forget_person import ForgetPerson, forget_person

NOVEMBER_20 = date(2026, 11, 20)


@pytest.mark.parametrize("kind", list(Forgotten))
async def test_the_name_goes_and_the_owner_can_be_reminded(journal: Any, kind: Forgotten) -> None:
    person = new_id()
    async with journal.work() as unit:
        unit.copies.name(person, kind=PersonKind.STUDENT, display_name="Амина", sort_key={"ru": "амина"})

    await forget_person(ForgetPerson(person, kind, NOVEMBER_20), work=journal.work)

    (told,) = await journal.told(PersonForgotten)
    assert (told.person_id, told.forgotten_on) == (str(person), "2026-11-20")
    assert await journal.rows("select display_name from person") == [(None,)]
    assert await journal.rows("select id, kind from forgotten_person") == [(person, kind)]


async def test_records_that_were_the_same_child_go_together(journal: Any) -> None:
    child, double = new_id(), new_id()
    async with journal.work() as unit:
        unit.copies.name(double, kind=PersonKind.STUDENT, display_name="Амина", sort_key={"ru": "амина"})

    await forget_person(
        ForgetPerson(child, Forgotten.STUDENT, NOVEMBER_20, others=(double,)), work=journal.work
    )

    assert await journal.rows("select display_name from person") == [(None,)]
    assert {row[0] for row in await journal.rows("select id from forgotten_person")} == {child, double}
    assert {told.person_id for told in await journal.told(PersonForgotten)} == {str(child), str(double)}

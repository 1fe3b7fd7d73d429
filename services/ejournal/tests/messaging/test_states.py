"""The latest states of the journal say what its events said, and what came of it."""

from collections import Counter
from typing import Any
from uuid import UUID

from chassis.events.snapshots import Snapshots
from contracts.ejournal import v1
from ejournal.persistence.snapshots import SNAPSHOTS


async def state_of(journal: Any, name: str, key: UUID) -> list[Any]:
    registry = journal.surrounded.registry
    snapshots = Snapshots(journal.pool, SNAPSHOTS, service="ejournal", registry=registry)
    page = await snapshots.page(name, after=None)
    return [registry.parse(event) for event in page.events if event.key == str(key)]


async def test_a_year_is_what_was_told(journal: Any) -> None:
    (opened,) = await journal.told(v1.AcademicYearOpened)

    assert await state_of(journal, "academic-years", journal.year) == [opened]


async def test_a_class_is_opened_taught_and_sat_in(journal: Any) -> None:
    first_a = await journal.class_("А")
    amina = await journal.pupil()
    (opened,) = await journal.told(v1.ClassOpened)
    (placed,) = await journal.told(v1.StudentPlacedInClass)

    state = await state_of(journal, "classes", first_a)

    assert state == [opened, v1.ClassTeachersChanged(class_id=str(first_a)), placed]
    assert placed.student_id == str(amina)


async def test_who_moved_has_left_one_class_and_sits_in_the_other(journal: Any) -> None:
    first_a = await journal.class_("А")
    amina = await journal.pupil()
    first_b = await journal.class_("Б")
    await journal.place(amina, first_b)

    left, entered = [await state_of(journal, "classes", each) for each in (first_a, first_b)]

    assert Counter(type(message).__name__ for message in left)["StudentLeftClass"] == 1
    assert Counter(type(message).__name__ for message in entered)["StudentLeftClass"] == 0
    assert entered[-1].student_id == str(amina)

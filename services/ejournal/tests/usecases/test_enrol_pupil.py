"""A newcomer gets a place where most are free, and none where all are given."""

from datetime import date
from typing import Any

from chassis.ids import new_id
from contracts.ejournal.v1 import StudentLeftClass, StudentPlacedInClass
from ejournal.domain.ids import SchoolId

SEPTEMBER_1, OCTOBER_1 = date(2026, 9, 1), date(2026, 10, 1)


async def test_a_newcomer_sits_in_the_only_class_and_the_class_says_so(journal: Any) -> None:
    first_a = await journal.class_("А")

    amina = await journal.pupil()

    [message] = await journal.told(StudentPlacedInClass)
    assert await journal.class_of(amina) == first_a
    assert await journal.placed(first_a) == 1
    assert (message.class_id, message.student_id) == (str(first_a), str(amina))
    assert message.from_date == "2026-09-01"


async def test_newcomers_fill_parallel_classes_evenly_beginning_with_the_first_letter(journal: Any) -> None:
    first_b, first_a = await journal.class_("Б"), await journal.class_("А")

    sent = [await journal.class_of(await journal.pupil()) for _ in range(4)]

    assert sent == [first_a, first_b, first_a, first_b]


async def test_the_class_with_most_free_places_comes_first(journal: Any) -> None:
    await journal.class_("А", capacity=10)
    roomy = await journal.class_("Б", capacity=11)

    assert await journal.class_of(await journal.pupil()) == roomy


async def test_only_classes_of_the_same_grade_and_language_are_looked_at(journal: Any) -> None:
    await journal.class_("А", grade=2)
    await journal.class_("Б", language="ba")
    await journal.class_("В", school=SchoolId(new_id()))

    amina = await journal.pupil(grade=1, language="ru")

    assert await journal.class_of(amina) is None
    assert await journal.rows("select school_id from student where id = $1", amina) == [(journal.school,)]
    assert await journal.told(StudentPlacedInClass) == []


async def test_a_newcomer_to_full_classes_waits_unplaced(journal: Any) -> None:
    full = await journal.class_(capacity=1)
    await journal.pupil()

    timur = await journal.pupil()

    assert await journal.class_of(timur) is None
    assert await journal.placed(full) == 1


async def test_to_be_enrolled_again_for_the_same_changes_nothing(journal: Any) -> None:
    first_a = await journal.class_("А")
    amina = await journal.pupil()

    await journal.pupil(student=amina)

    assert await journal.placed(first_a) == 1
    assert len(await journal.told(StudentPlacedInClass)) == 1


async def test_who_goes_to_another_school_leaves_the_class_of_the_first(journal: Any) -> None:
    other = SchoolId(new_id())
    first_a, elsewhere = await journal.class_("А"), await journal.class_("А", school=other)
    amina = await journal.pupil()

    await journal.pupil(student=amina, school=other, on=OCTOBER_1)

    assert (await journal.placed(first_a), await journal.placed(elsewhere)) == (0, 1)
    assert await journal.rows(
        "select school_id, class_id, from_date, until_date from stay where student_id = $1 order by id", amina
    ) == [
        (journal.school, first_a, SEPTEMBER_1, OCTOBER_1),
        (other, elsewhere, OCTOBER_1, None),
    ]
    [left] = await journal.told(StudentLeftClass)
    assert (left.class_id, left.until_date) == (str(first_a), "2026-10-01")


async def test_an_order_that_reaches_back_takes_no_day_twice(journal: Any) -> None:
    amina = await journal.pupil(on=OCTOBER_1)

    await journal.pupil(student=amina, school=SchoolId(new_id()), on=SEPTEMBER_1)

    rows = await journal.rows(
        "select from_date, until_date from stay where student_id = $1 order by id", amina
    )
    assert rows == [(OCTOBER_1, OCTOBER_1), (OCTOBER_1, None)]

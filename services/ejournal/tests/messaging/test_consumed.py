"""What others tell becomes the journal's, once, in whatever order the owners speak."""

from datetime import date
from typing import Any
from uuid import UUID

from chassis.ids import new_id
from contracts.ejournal.v1 import StudentLeftClass, StudentPlacedInClass
from contracts.enrollment import v1 as enrollment
from contracts.inventory.v1 import DistrictChanged, SchoolRegistered
from contracts.training import v1 as training

OCTOBER_1, NOVEMBER_1 = date(2026, 10, 1), date(2026, 11, 1)


def enrolled(journal: Any, student: UUID, **other: Any) -> enrollment.StudentEnrolled:
    facts: dict[str, Any] = {
        "student_id": str(student),
        "school_id": str(journal.school),
        "grade": 1,
        "academic_year_id": str(journal.year),
        "academic_year_code": "2026-27",
        "language": "ru",
        "enrolled_on": "2026-09-01",
    }
    return enrollment.StudentEnrolled(**(facts | other))


def named(student: UUID, name: str) -> enrollment.PersonChanged:
    return enrollment.PersonChanged(
        person_id=str(student),
        kind=enrollment.PersonKind.PERSON_KIND_STUDENT,
        display_name=name,
        sort_key={"ru": name.casefold()},
    )


async def test_a_school_and_its_district_are_known_in_either_order(journal: Any, hear: Any) -> None:
    district, region = new_id(), new_id()

    await hear(
        SchoolRegistered(school_id=str(journal.school), district_id=str(district), time_zone="Europe/Moscow"),
        DistrictChanged(district_id=str(district), region_id=str(region)),
        times=2,
    )

    async with journal.work() as unit:
        location = await unit.copies.location(journal.school)
    assert (location.district, location.region, location.time_zone) == (district, region, "Europe/Moscow")


async def test_a_pupil_who_is_told_twice_takes_one_place(journal: Any, hear: Any) -> None:
    first_a, amina = await journal.class_("А"), new_id()

    await hear(enrolled(journal, amina), times=2)

    assert await journal.class_of(amina) == first_a
    assert await journal.placed(first_a) == 1
    assert len(await journal.told(StudentPlacedInClass)) == 1


async def test_a_pupil_is_taken_in_before_the_school_and_the_name_are_known(journal: Any, hear: Any) -> None:
    amina, unknown_school = new_id(), new_id()

    await hear(enrolled(journal, amina, school_id=str(unknown_school)))

    assert await journal.rows("select school_id, display_name from student where id = $1", amina) == [
        (unknown_school, None)
    ]


async def test_a_name_may_come_before_the_pupil_and_change_after(journal: Any, hear: Any) -> None:
    amina = new_id()

    await hear(named(amina, "Алиева Амина"), enrolled(journal, amina), named(amina, "Омарова Амина"), times=2)

    [(name, key)] = await journal.rows("select display_name, sort_key from student where id = $1", amina)
    assert (name, key) == ("Омарова Амина", {"ru": "омарова амина"})


async def test_an_erased_name_is_nowhere_in_the_journal(journal: Any, hear: Any) -> None:
    amina = new_id()
    await hear(named(amina, "Алиева Амина"), enrolled(journal, amina))

    await hear(enrollment.PersonErased(person_id=str(amina)), times=2)

    assert await journal.rows("select display_name, sort_key from person") == [(None, None)]
    assert await journal.rows("select display_name from student where id = $1", amina) == [(None,)]


async def test_a_person_is_forgotten_at_once_though_earlier_news_of_them_are_set_aside(
    journal: Any, hear: Any
) -> None:
    amina = new_id()
    await hear(named(amina, "Алиева Амина"), enrolled(journal, amina))
    parked = {
        "type": "bilim.enrollment.PersonChanged.v1",
        "data": {"personId": str(amina), "displayName": "Омарова Амина", "sortKey": {"ru": "омарова амина"}},
    }
    await journal.pool.execute(
        "insert into parked (consumer, key, position, event, error, attempts)"
        " values ('ejournal<enrollment', $1, -1, $2, 'CheckViolationError: (Омарова Амина)', 3)",
        str(amina),
        parked,
    )

    await hear(enrollment.PersonErased(person_id=str(amina), erased_on="2026-11-20"))

    assert await journal.rows("select display_name from person") == [(None,)]
    [(event, error)] = await journal.rows("select event, error from parked")
    assert (event["data"], error) == ({"personId": str(amina)}, "CheckViolationError")


async def test_a_name_that_comes_after_the_erasure_is_not_written_down(journal: Any, hear: Any) -> None:
    """An owner that was restored from a backup tells its names anew."""
    amina = new_id()
    await hear(enrollment.PersonErased(person_id=str(amina), erased_on="2026-11-20"))

    await hear(named(amina, "Алиева Амина"))

    assert await journal.rows("select display_name from person") == []
    assert await journal.rows("select id, kind from forgotten_person") == [(amina, "STUDENT")]


async def test_the_name_of_a_guardian_is_not_kept(journal: Any, hear: Any) -> None:
    await hear(
        enrollment.PersonChanged(
            person_id=str(new_id()),
            kind=enrollment.PersonKind.PERSON_KIND_GUARDIAN,
            display_name="Алиева Зарема",
        )
    )

    assert await journal.rows("select * from person") == []


async def test_the_name_of_a_teacher_comes_from_training(journal: Any, hear: Any) -> None:
    teacher = new_id()
    await hear(training.PersonChanged(person_id=str(teacher), display_name="Гасанова П.", sort_key={}))

    assert await journal.rows("select id, display_name from person") == [(teacher, "Гасанова П.")]

    await hear(training.PersonErased(person_id=str(teacher)))

    assert await journal.rows("select display_name from person") == [(None,)]


async def test_a_pupil_who_was_taken_for_a_teacher_is_a_pupil_once_enrollment_tells(
    journal: Any, hear: Any
) -> None:
    amina = new_id()
    await journal.teachers(await journal.class_(), amina)

    await hear(named(amina, "Алиева Амина"), enrolled(journal, amina))

    assert await journal.rows("select display_name from student") == [("Алиева Амина",)]
    assert await journal.rows("select * from teacher") == []


async def test_a_guardianship_begins_ends_and_may_begin_again(journal: Any, hear: Any) -> None:
    amina, mother = new_id(), new_id()
    granted = enrollment.GuardianshipGranted(
        student_id=str(amina), guardian_id=str(mother), from_date="2026-09-01", until_date="2030-08-31"
    )
    ended = enrollment.GuardianshipEnded(student_id=str(amina), guardian_id=str(mother), on="2026-10-01")

    await hear(granted, ended, times=2)
    assert await journal.rows("select from_date, until_date, ended_on from guardianship") == [
        (date(2026, 9, 1), date(2030, 8, 31), OCTOBER_1)
    ]

    await hear(granted)
    assert await journal.rows("select ended_on from guardianship") == [(None,)]


async def test_an_end_without_a_beginning_is_kept_and_opens_nothing(journal: Any, hear: Any) -> None:
    await hear(
        enrollment.GuardianshipEnded(student_id=str(new_id()), guardian_id=str(new_id()), on="2026-10-01")
    )

    assert await journal.rows("select from_date, ended_on from guardianship") == [(None, OCTOBER_1)]


async def test_a_transfer_leaves_one_class_and_finds_a_place_in_another(journal: Any, hear: Any) -> None:
    other_school, amina = new_id(), new_id()
    first_a, elsewhere = await journal.class_("А"), await journal.class_("А", school=other_school)
    await hear(enrolled(journal, amina))

    await hear(
        enrollment.StudentTransferred(
            student_id=str(amina),
            from_school_id=str(journal.school),
            to_school_id=str(other_school),
            on="2026-10-01",
            grade=1,
            academic_year_id=str(journal.year),
            language="ru",
        ),
        times=2,
    )

    assert await journal.class_of(amina) == elsewhere
    assert (await journal.placed(first_a), await journal.placed(elsewhere)) == (0, 1)
    [left] = await journal.told(StudentLeftClass)
    assert (left.class_id, left.until_date) == (str(first_a), "2026-10-01")


async def test_a_pupil_who_left_has_left(journal: Any, hear: Any) -> None:
    first_a, amina = await journal.class_("А"), new_id()
    await hear(enrolled(journal, amina))

    await hear(
        enrollment.StudentLeft(student_id=str(amina), school_id=str(journal.school), on="2026-11-01"), times=2
    )

    assert await journal.placed(first_a) == 0
    assert await journal.rows("select until_date from stay") == [(NOVEMBER_1,)]


async def test_who_left_the_staff_teaches_there_no_more(journal: Any, hear: Any) -> None:
    first_a, teacher = await journal.class_("А"), new_id()
    await journal.teachers(first_a, teacher)

    await hear(
        training.StaffLeft(teacher_id=str(teacher), school_id=str(journal.school), left_on="2026-11-01"),
        times=2,
    )

    assert await journal.rows("select class_teacher_id from school_class") == [(None,)]

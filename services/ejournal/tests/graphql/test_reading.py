"""What the journal answers, and to whom."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from chassis.ids import new_id
from ejournal.domain.ids import SchoolId

OCTOBER_1, FAR_AHEAD = date(2026, 10, 1), date(2040, 1, 1)
GUARDIAN = "guardian@country:*"
CLASS = """
query($id: ID!) { class(id: $id) {
    grade letter language capacity studentCount academicYear { code } school { id }
    classTeacher { id displayName } students { id displayName class { letter } } } }
"""
ROSTER = "query($id: ID!) { class(id: $id) { studentCount students { displayName } } }"
STUDENTS = """
query($r: [_Any!]!) { _entities(representations: $r) { ... on Student { id displayName class { id } } } }
"""
SCHOOL = """
query($r: [_Any!]!, $day: Date) { _entities(representations: $r) { ... on School {
    studentCount(onDate: $day) classes { grade letter studentCount } } } }
"""


def student(*ids: UUID) -> dict[str, Any]:
    return {"r": [{"__typename": "Student", "id": str(each)} for each in ids]}


def school(*ids: UUID) -> dict[str, Any]:
    return {"r": [{"__typename": "School", "id": str(each)} for each in ids]}


def codes(answer: dict[str, Any]) -> list[str]:
    return [error["extensions"]["code"] for error in answer.get("errors", [])]


async def names(graph: Any, first_a: Any, **who: Any) -> list[str | None]:
    answer = await graph.ask(ROSTER, {"id": str(first_a.id)}, **who)
    assert "errors" not in answer
    return [each["displayName"] for each in answer["data"]["class"]["students"]]


async def test_a_director_reads_a_class_by_itself_without_enrollment(
    graph: Any, journal: Any, first_a: Any
) -> None:
    answer = await graph.ask(CLASS, {"id": str(first_a.id)}, grants=[f"director@school:{journal.school}"])

    assert answer == {
        "data": {
            "class": {
                "grade": 1,
                "letter": "А",
                "language": "ru",
                "capacity": 25,
                "studentCount": 2,
                "academicYear": {"code": "2026-27"},
                "school": {"id": str(journal.school)},
                "classTeacher": {"id": str(first_a.leader), "displayName": "Гасанова П. М."},
                "students": [
                    {"id": str(first_a.timur), "displayName": "Алиев Тимур", "class": {"letter": "А"}},
                    {"id": str(first_a.amina), "displayName": "Магомедова Амина", "class": {"letter": "А"}},
                ],
            }
        }
    }


@pytest.mark.parametrize(
    "grant", ["ministry@country:*", "region@region:{region}", "district@district:{district}"]
)
async def test_above_the_school_a_class_has_a_size_and_no_list(graph: Any, first_a: Any, grant: str) -> None:
    grants = [grant.format(region=first_a.region, district=first_a.district)]

    answer = await graph.ask(ROSTER, {"id": str(first_a.id)}, grants=grants)

    assert answer["data"]["class"] == {"studentCount": 2, "students": None}
    assert codes(answer) == ["FORBIDDEN"]
    assert answer["errors"][0]["path"] == ["class", "students"]


async def test_the_coordinator_of_computers_sees_the_size_alone(
    graph: Any, journal: Any, first_a: Any
) -> None:
    answer = await graph.ask(
        ROSTER, {"id": str(first_a.id)}, grants=[f"ict_coordinator@school:{journal.school}"]
    )

    assert answer["data"]["class"] == {"studentCount": 2, "students": None}
    assert codes(answer) == ["FORBIDDEN"]


async def test_the_public_sees_the_size_and_is_asked_to_log_in_for_more(graph: Any, first_a: Any) -> None:
    answer = await graph.ask(ROSTER, {"id": str(first_a.id)})

    assert answer["data"]["class"] == {"studentCount": 2, "students": None}
    assert codes(answer) == ["UNAUTHENTICATED"]


async def test_who_teaches_a_class_reads_its_list_and_who_does_not_reads_an_empty_one(
    graph: Any, journal: Any, first_a: Any
) -> None:
    school_ = f"school:{journal.school}"

    led = await names(
        graph, first_a, grants=[f"class_teacher@{school_}"], person=[f"teacher:{first_a.leader}"]
    )
    taught = await names(
        graph, first_a, grants=[f"teacher@{school_}"], person=[f"teacher:{first_a.musician}"]
    )
    other = await names(graph, first_a, grants=[f"teacher@{school_}"], person=[f"teacher:{new_id()}"])

    assert led == taught == ["Алиев Тимур", "Магомедова Амина"]
    assert other == []


async def test_who_teaches_a_class_no_more_reads_it_no_more(graph: Any, journal: Any, first_a: Any) -> None:
    await journal.teachers(first_a.id, None)

    musician = {"grants": [f"teacher@school:{journal.school}"], "person": [f"teacher:{first_a.musician}"]}
    leader = {"grants": [f"class_teacher@school:{journal.school}"], "person": [f"teacher:{first_a.leader}"]}

    assert await names(graph, first_a, **musician) == []
    assert await names(graph, first_a, **leader) == []


async def test_a_director_of_another_school_reads_an_empty_list(graph: Any, first_a: Any) -> None:
    assert await names(graph, first_a, grants=[f"director@school:{new_id()}"]) == []


async def test_a_guardian_sees_the_own_child_and_nobody_elses(graph: Any, first_a: Any) -> None:
    mother = {"grants": [GUARDIAN], "person": [f"guardian:{first_a.mother}"]}

    listed = await names(graph, first_a, **mother)
    asked = await graph.ask(STUDENTS, student(first_a.timur, first_a.amina, new_id()), **mother)

    assert listed == ["Магомедова Амина"]
    assert asked == {
        "data": {
            "_entities": [
                None,
                {
                    "id": str(first_a.amina),
                    "displayName": "Магомедова Амина",
                    "class": {"id": str(first_a.id)},
                },
                None,
            ]
        }
    }


async def test_a_guardian_who_answers_no_longer_sees_nothing(graph: Any, journal: Any, first_a: Any) -> None:
    mother = {"grants": [GUARDIAN], "person": [f"guardian:{first_a.mother}"]}
    async with journal.work() as unit:
        # The day is far ahead, and closes all the same: what enrollment ends is ended.
        unit.copies.guardianship_ended(first_a.amina, first_a.mother, on=FAR_AHEAD)

    assert await names(graph, first_a, **mother) == []
    answer = await graph.ask(STUDENTS, student(first_a.amina), **mother)
    assert answer == {"data": {"_entities": [None]}}


async def test_a_student_sees_itself_and_who_leads_the_class(graph: Any, first_a: Any) -> None:
    timur = {"grants": ["student@country:*"], "person": [f"student:{first_a.timur}"]}

    assert await names(graph, first_a, **timur) == ["Алиев Тимур"]
    answer = await graph.ask(CLASS, {"id": str(first_a.id)}, **timur)
    assert answer["data"]["class"]["classTeacher"]["displayName"] == "Гасанова П. М."


async def test_a_teachers_register_does_not_open_a_pupils_name(
    graph: Any, journal: Any, first_a: Any
) -> None:
    query = "query($r: [_Any!]!) { _entities(representations: $r) { ... on Teacher { displayName } } }"
    representations = [{"__typename": "Teacher", "id": str(each)} for each in (first_a.amina, first_a.leader)]

    answer = await graph.ask(query, {"r": representations}, grants=[f"district@district:{first_a.district}"])

    assert answer == {"data": {"_entities": [None, {"displayName": "Гасанова П. М."}]}}


async def test_an_auditor_sees_no_name_without_a_purpose(graph: Any, first_a: Any) -> None:
    auditor = {"grants": ["auditor@country:*"]}

    assert await names(graph, first_a, **auditor) == [None, None]
    assert await names(graph, first_a, **auditor, headers=[(b"bilim-purpose", b"AUDIT")]) == [
        "Алиев Тимур",
        "Магомедова Амина",
    ]


async def test_a_school_counts_its_pupils_placed_or_not(graph: Any, journal: Any, first_a: Any) -> None:
    await journal.pupil(grade=11)

    answer = await graph.ask(SCHOOL, school(journal.school))

    assert answer == {
        "data": {
            "_entities": [{"studentCount": 3, "classes": [{"grade": 1, "letter": "А", "studentCount": 2}]}]
        }
    }


async def test_a_school_counts_its_pupils_on_the_day_that_is_asked_for(
    graph: Any, journal: Any, first_a: Any
) -> None:
    other = SchoolId(new_id())
    await journal.pupil(student=first_a.timur, school=other, on=OCTOBER_1)

    async def count(day: str) -> list[int]:
        answer = await graph.ask(SCHOOL, school(journal.school, other) | {"day": day})
        return [each["studentCount"] for each in answer["data"]["_entities"]]

    assert await count("2026-08-31") == [0, 0]
    assert await count("2026-09-01") == [2, 0]
    assert await count("2026-09-30") == [2, 0]
    assert await count("2026-10-01") == [1, 1]


async def test_a_student_is_in_the_class_of_the_day_that_is_asked_for(
    graph: Any, journal: Any, first_a: Any
) -> None:
    first_b = await journal.class_("Б")
    await journal.place(first_a.amina, first_b, OCTOBER_1)
    query = """query($r: [_Any!]!) { _entities(representations: $r) { ... on Student {
        before: class(onDate: "2026-08-31") { letter } first: class(onDate: "2026-09-30") { letter }
        then: class(onDate: "2026-10-01") { letter } today: class { letter } } } }"""

    answer = await graph.ask(query, student(first_a.amina), grants=[f"director@school:{journal.school}"])

    assert answer["data"]["_entities"] == [
        {
            "before": None,
            "first": {"letter": "А"},
            "then": {"letter": "Б"},
            "today": {"letter": "Б"},
        }
    ]


async def test_classes_are_those_of_the_year_that_is_open_or_that_is_asked_for(
    graph: Any, journal: Any, first_a: Any, last_year: UUID
) -> None:
    await journal.class_("В", grade=11, year=last_year)
    query = """query($r: [_Any!]!, $year: ID) { _entities(representations: $r) { ... on School {
        classes(academicYearId: $year) { letter } } } }"""

    now = await graph.ask(query, school(journal.school))
    then = await graph.ask(query, school(journal.school) | {"year": str(last_year)})

    assert now["data"]["_entities"] == [{"classes": [{"letter": "А"}]}]
    assert then["data"]["_entities"] == [{"classes": [{"letter": "В"}]}]


async def test_years_and_classes_are_found_by_each_of_their_keys(
    graph: Any, journal: Any, first_a: Any
) -> None:
    key = {
        "schoolId": str(journal.school),
        "academicYearId": str(journal.year),
        "grade": 1,
        "letter": "А",
    }
    answer = await graph.ask(
        """query($r: [_Any!]!) { academicYear(code: "2026-27") { startDate endDate }
            _entities(representations: $r) { ... on Class { id } ... on AcademicYear { id } } }""",
        {
            "r": [
                {"__typename": "Class", **key},
                {"__typename": "AcademicYear", "code": "2026-27"},
                {"__typename": "Class", "id": str(first_a.id)},
                {"__typename": "Class", **(key | {"letter": "Я"})},
            ]
        },
    )

    assert answer["data"]["academicYear"] == {"startDate": "2026-09-01", "endDate": "2027-08-31"}
    found = [each and each["id"] for each in answer["data"]["_entities"]]
    assert found == [str(first_a.id), str(journal.year), str(first_a.id), None]


LISTS = """query($r: [_Any!]!) { _entities(representations: $r) { ... on School { studentCount classes {
    letter studentCount school { id } classTeacher { id } students { id displayName class { grade } } } } } }"""


async def test_a_list_costs_the_same_number_of_statements_whatever_its_length(
    graph: Any, journal: Any
) -> None:
    director = {"grants": [f"director@school:{journal.school}"]}
    costs: list[int] = []

    for first, last in ((0, 1), (1, 10), (10, 100)):
        await more_classes(journal, first, last)
        # Asked twice: asyncpg asks once a connection which types there are.
        await graph.ask(LISTS, school(journal.school), **director)
        async with graph.statements() as statements:
            answer = await graph.ask(LISTS, school(journal.school), **director)
        assert "errors" not in answer
        [answered] = answer["data"]["_entities"]
        assert answered["studentCount"] == len(answered["classes"]) == last
        costs.append(len(statements))

    # At most one each: schools, classes, their schools, class teachers, students, the students' classes.
    assert costs == [costs[0]] * 3
    assert costs[0] <= 6


async def more_classes(journal: Any, first: int, last: int) -> None:
    """Classes with a teacher and a pupil each, numbered from `first` to before `last`."""
    async with journal.work.together() as work:
        joined = journal.joined(work)
        for number in range(first, last):
            opened = await joined.class_(f"{number:03}", capacity=1)
            await joined.teachers(opened, new_id())
            await joined.pupil()

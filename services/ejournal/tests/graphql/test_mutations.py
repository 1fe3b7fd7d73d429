"""What the journal does when it is asked, and how it refuses."""

from typing import Any
from uuid import uuid4

from chassis.ids import new_id
from contracts.ejournal.v1 import ClassOpened
from ejournal.graphql.errors import REFUSALS

OPEN_YEAR = """
mutation($input: OpenAcademicYearInput!) { openAcademicYear(input: $input) {
    academicYear { code startDate } userErrors { __typename code path ... on YearsOverlapError { otherCode } } } }
"""
OPEN_CLASS = """
mutation($input: OpenClassInput!) { openClass(input: $input) {
    class { id letter studentCount academicYear { code } }
    userErrors { __typename code message path ... on ClassExistsError { letter } } } }
"""
PLACE = """
mutation($input: PlaceStudentInput!) { placeStudent(input: $input) {
    student { displayName class { letter studentCount } }
    userErrors { __typename code message ... on ClassFullError { capacity } } } }
"""
TEACHERS = """
mutation($input: SetClassTeachersInput!) { setClassTeachers(input: $input) {
    class { classTeacher { displayName } } userErrors { code path } } }
"""


def a_class(journal: Any, **other: Any) -> dict[str, Any]:
    given = {
        "schoolId": str(journal.school),
        "academicYearId": str(journal.year),
        "grade": 1,
        "letter": "Б",
        "language": "ru",
        "capacity": 25,
    }
    return {"input": given | other}


def director(journal: Any) -> dict[str, Any]:
    return {"grants": [f"director@school:{journal.school}"]}


def codes(answer: dict[str, Any]) -> list[str]:
    return [error["extensions"]["code"] for error in answer.get("errors", [])]


async def test_a_ministry_opens_a_year(graph: Any, journal: Any) -> None:
    given = {"code": "2027-28", "startDate": "2027-09-01", "endDate": "2028-08-31"}

    answer = await graph.ask(OPEN_YEAR, {"input": given}, grants=["ministry@country:*"])

    assert answer == {
        "data": {
            "openAcademicYear": {
                "academicYear": {"code": "2027-28", "startDate": "2027-09-01"},
                "userErrors": [],
            }
        }
    }


async def test_days_that_are_taken_are_refused_with_whose_they_are(graph: Any, journal: Any) -> None:
    given = {"code": "2027-28", "startDate": "2027-08-01", "endDate": "2028-08-31"}

    answer = await graph.ask(OPEN_YEAR, {"input": given}, grants=["ministry@country:*"])

    assert answer["data"]["openAcademicYear"] == {
        "academicYear": None,
        "userErrors": [
            {
                "__typename": "YearsOverlapError",
                "code": "YEARS_OVERLAP",
                "path": ["input", "startDate"],
                "otherCode": "2026-27",
            }
        ],
    }


async def test_a_director_opens_a_class_and_reads_it_back(graph: Any, journal: Any) -> None:
    answer = await graph.ask(OPEN_CLASS, a_class(journal), **director(journal))

    payload = answer["data"]["openClass"]
    assert payload["userErrors"] == []
    assert (payload["class"]["letter"], payload["class"]["studentCount"]) == ("Б", 0)
    assert payload["class"]["academicYear"] == {"code": "2026-27"}


async def test_a_refusal_is_data_in_the_readers_language(graph: Any, journal: Any, first_a: Any) -> None:
    answer = await graph.ask(
        OPEN_CLASS,
        a_class(journal, letter="а"),
        **director(journal),
        headers=[(b"accept-language", b"ba")],
    )

    assert answer["data"]["openClass"]["userErrors"] == [
        {
            "__typename": "ClassExistsError",
            "code": "CLASS_EXISTS",
            "message": "Был параллелдә А хәрефле класс бар инде.",
            "path": ["input", "letter"],
            "letter": "А",
        }
    ]


async def test_a_class_is_opened_once_under_one_key(graph: Any, journal: Any) -> None:
    given = a_class(journal, idempotencyKey=str(uuid4()))

    first = await graph.ask(OPEN_CLASS, given, **director(journal))
    again = await graph.ask(OPEN_CLASS, given, **director(journal))
    other = await graph.ask(OPEN_CLASS, {"input": given["input"] | {"letter": "В"}}, **director(journal))

    assert first["data"]["openClass"]["class"] == again["data"]["openClass"]["class"]
    assert other["data"]["openClass"]["userErrors"][0]["code"] == "IDEMPOTENCY_KEY_REUSED"
    assert len(await journal.told(ClassOpened)) == 1


async def test_a_class_of_another_school_is_refused_like_one_that_does_not_exist(
    graph: Any, journal: Any
) -> None:
    answer = await graph.ask(OPEN_CLASS, a_class(journal), grants=[f"director@school:{new_id()}"])

    [refused] = answer["data"]["openClass"]["userErrors"]
    assert (refused["__typename"], refused["code"]) == ("NotFoundError", "NOT_FOUND")


async def test_a_role_without_a_row_opens_nothing(graph: Any, journal: Any) -> None:
    ministry = await graph.ask(OPEN_CLASS, a_class(journal), grants=["ministry@country:*"])
    nobody = await graph.ask(OPEN_CLASS, a_class(journal))

    assert (codes(ministry), codes(nobody)) == (["FORBIDDEN"], ["UNAUTHENTICATED"])
    assert await journal.told(ClassOpened) == []


async def test_a_director_moves_a_pupil(graph: Any, journal: Any, first_a: Any) -> None:
    first_b = await journal.class_("Б")
    given = {"studentId": str(first_a.amina), "classId": str(first_b)}

    answer = await graph.ask(PLACE, {"input": given}, **director(journal))

    assert answer["data"]["placeStudent"] == {
        "student": {"displayName": "Магомедова Амина", "class": {"letter": "Б", "studentCount": 1}},
        "userErrors": [],
    }


async def test_a_full_class_is_refused_with_its_places(graph: Any, journal: Any, first_a: Any) -> None:
    full = await journal.class_("Б", capacity=1)
    await journal.place(first_a.timur, full)
    given = {"studentId": str(first_a.amina), "classId": str(full)}

    answer = await graph.ask(PLACE, {"input": given}, **director(journal))

    [refused] = answer["data"]["placeStudent"]["userErrors"]
    assert (refused["__typename"], refused["capacity"]) == ("ClassFullError", 1)
    assert refused["message"] == "В классе заняты все места: 1."


async def test_a_class_teacher_takes_in_a_pupil_without_a_class_and_nobody_elses(
    graph: Any, journal: Any, first_a: Any
) -> None:
    unplaced = await journal.pupil(grade=2)
    first_b = await journal.class_("Б")
    await journal.teachers(first_b, first_a.musician)
    leads_b = {
        "grants": [f"class_teacher@school:{journal.school}"],
        "person": [f"teacher:{first_a.musician}"],
    }

    taken_in = await graph.ask(
        PLACE, {"input": {"studentId": str(unplaced), "classId": str(first_b)}}, **leads_b
    )
    taken_away = await graph.ask(
        PLACE, {"input": {"studentId": str(first_a.amina), "classId": str(first_b)}}, **leads_b
    )

    assert taken_in["data"]["placeStudent"]["student"]["class"] == {"letter": "Б", "studentCount": 1}
    assert taken_away["data"]["placeStudent"]["userErrors"][0]["code"] == "NOT_FOUND"


async def test_a_director_says_who_leads_a_class(graph: Any, journal: Any, first_a: Any) -> None:
    first_b = await journal.class_("Б")
    given = {
        "classId": str(first_b),
        "classTeacherId": str(first_a.leader),
        "teachers": [{"teacherId": str(first_a.musician), "subjectCode": "music"}],
    }

    answer = await graph.ask(TEACHERS, {"input": given}, **director(journal))

    assert answer["data"]["setClassTeachers"] == {
        "class": {"classTeacher": {"displayName": "Гасанова П. М."}},
        "userErrors": [],
    }


async def test_a_subject_that_is_no_code_is_refused(graph: Any, journal: Any, first_a: Any) -> None:
    given = {
        "classId": str(first_a.id),
        "teachers": [{"teacherId": str(first_a.musician), "subjectCode": "mu\u0000sic"}],
    }

    answer = await graph.ask(TEACHERS, {"input": given}, **director(journal))

    assert answer["data"]["setClassTeachers"]["userErrors"] == [
        {"code": "SUBJECT_CODE_MALFORMED", "path": ["input", "teachers"]}
    ]


async def test_what_is_no_id_of_ours_names_nothing(graph: Any, journal: Any, first_a: Any) -> None:
    given = {"studentId": "Amina", "classId": str(first_a.id)}

    answer = await graph.ask(PLACE, {"input": given}, **director(journal))

    assert answer["data"]["placeStudent"]["userErrors"][0]["code"] == "NOT_FOUND"


def test_every_refusal_has_its_words_in_every_language() -> None:
    assert REFUSALS.gaps() == []

"""What enrollment does when it is asked, and how it refuses."""

from typing import Any
from uuid import uuid4

import pytest

from chassis.ids import new_id
from chassis.testing.serving import Serving
from chassis.testing.surroundings import Surroundings
from contracts.enrollment.v1 import GuardianshipEnded, StudentEnrolled
from enrollment.domain.ids import AcademicYearId, GuardianId, SchoolId, StudentId
from enrollment.graphql.errors import REFUSALS
from enrollment.persistence.unit_of_work import SqlEnrollmentUnit

Enrollment = Surroundings[SqlEnrollmentUnit]
Askers = dict[str, dict[str, Any]]

ENROL = """
mutation($input: EnrolStudentInput!) { enrolStudent(input: $input) {
    student { id displayName currentEnrolment { grade } }
    userErrors { __typename code message path ... on OutsideAcademicYearError { academicYear } } } }
"""
REGISTER = """
mutation($input: RegisterGuardianInput!) { registerGuardian(input: $input) {
    guardian { id displayName } userErrors { code path } } }
"""
LINK = """
mutation($input: LinkGuardianInput!) { linkGuardian(input: $input) {
    student { guardians { displayName } } guardian { wards { displayName } } userErrors { code path } } }
"""
UNLINK = """
mutation($input: UnlinkGuardianInput!) { unlinkGuardian(input: $input) {
    student { guardians { id } } guardian { wards { id } }
    userErrors { code ... on GuardianshipAlreadyEndedError { endedOn } } } }
"""
PUPIL = "query($id: ID!) { student(id: $id) { id } }"


@pytest.fixture
def given(school: SchoolId, year: AcademicYearId) -> dict[str, Any]:
    """An enrolment as a client describes it."""
    return {
        "schoolId": str(school),
        "displayName": "Алиев Тимур",
        "birthDate": "2019-05-02",
        "grade": 1,
        "language": "ru",
        "academicYearId": str(year),
        "orderNumber": "18-К",
        "orderDate": "2026-08-28",
        "enrolledOn": "2026-09-01",
    }


def director_of(school: SchoolId) -> dict[str, Any]:
    """A director's token."""
    return {"grants": [f"director@school:{school}"]}


async def test_an_enrolled_pupil_is_read_back(
    graph: Serving, school: SchoolId, given: dict[str, Any]
) -> None:
    answer = await graph.ask(ENROL, {"input": given}, **director_of(school))

    payload = answer["data"]["enrolStudent"]
    assert payload["userErrors"] == []
    assert payload["student"]["displayName"] == "Алиев Тимур"
    assert payload["student"]["currentEnrolment"] == {"grade": 1}


async def test_a_request_that_is_sent_twice_enrols_once(
    graph: Serving, enrollment: Enrollment, school: SchoolId, given: dict[str, Any]
) -> None:
    asked = {"input": given | {"idempotencyKey": str(uuid4())}}

    first = await graph.ask(ENROL, asked, **director_of(school))
    second = await graph.ask(ENROL, asked, **director_of(school))

    assert first == second
    assert len(await enrollment.told_of(StudentEnrolled)) == 1


async def test_a_refusal_is_data_with_its_facts(
    graph: Serving, school: SchoolId, given: dict[str, Any]
) -> None:
    answer = await graph.ask(
        ENROL,
        {"input": given | {"enrolledOn": "2025-09-01"}},
        **director_of(school),
        headers=[(b"accept-language", b"en")],
    )

    assert answer["data"]["enrolStudent"] == {
        "student": None,
        "userErrors": [
            {
                "__typename": "OutsideAcademicYearError",
                "code": "OUTSIDE_ACADEMIC_YEAR",
                "message": "The day of enrolment is outside the academic year 2026-27.",
                "path": ["input", "enrolledOn"],
                "academicYear": "2026-27",
            }
        ],
    }


async def test_another_school_is_refused_like_one_that_does_not_exist(
    graph: Serving, school: SchoolId, given: dict[str, Any]
) -> None:
    another = director_of(SchoolId(new_id()))

    theirs = await graph.ask(ENROL, {"input": given}, **another)
    nobodys = await graph.ask(ENROL, {"input": given | {"schoolId": str(new_id())}}, **another)

    assert theirs == nobodys
    assert theirs["data"]["enrolStudent"]["userErrors"][0]["code"] == "NOT_FOUND"


async def test_only_a_director_enrols(graph: Serving, askers: Askers, given: dict[str, Any]) -> None:
    codes = set()

    for who in ("ministry", "district", "class teacher", "teacher", "mother", "Amina", "auditor"):
        answer = await graph.ask(ENROL, {"input": given}, **askers[who])
        codes.add((answer["data"], answer["errors"][0]["extensions"]["code"]))

    assert codes == {(None, "FORBIDDEN")}


async def test_families_and_teachers_link_and_unlink_nobody(
    graph: Serving, askers: Askers, student: StudentId, guardian: GuardianId
) -> None:
    pair = {"studentId": str(student), "guardianId": str(guardian)}
    codes = set()

    for who in ("mother", "Amina", "class teacher", "teacher"):
        linked = await graph.ask(LINK, {"input": pair | {"kind": "PARENT"}}, **askers[who])
        unlinked = await graph.ask(UNLINK, {"input": pair}, **askers[who])
        codes |= {answer["errors"][0]["extensions"]["code"] for answer in (linked, unlinked)}

    assert codes == {"FORBIDDEN"}


async def test_a_registered_guardian_is_linked_and_both_are_read_back(
    graph: Serving, school: SchoolId, student: StudentId
) -> None:
    asked = {"schoolId": str(school), "displayName": "Магомедов Руслан"}
    registered = await graph.ask(REGISTER, {"input": asked}, **director_of(school))
    guardian = registered["data"]["registerGuardian"]["guardian"]["id"]

    answer = await graph.ask(
        LINK,
        {"input": {"studentId": str(student), "guardianId": guardian, "kind": "PARENT"}},
        **director_of(school),
    )

    assert answer["data"]["linkGuardian"] == {
        "student": {"guardians": [{"displayName": "Магомедов Руслан"}]},
        "guardian": {"wards": [{"displayName": "Магомедова Амина Руслановна"}]},
        "userErrors": [],
    }


async def test_access_closes_with_the_answer_to_unlinking(
    graph: Serving, enrollment: Enrollment, askers: Askers, student: StudentId, mother: GuardianId
) -> None:
    before = await graph.ask(PUPIL, {"id": str(student)}, **askers["mother"])
    pair = {"studentId": str(student), "guardianId": str(mother)}

    ended = await graph.ask(UNLINK, {"input": pair}, **askers["director"])
    after = await graph.ask(PUPIL, {"id": str(student)}, **askers["mother"])

    assert before == {"data": {"student": {"id": str(student)}}}
    assert ended["data"]["unlinkGuardian"] == {
        "student": {"guardians": []},
        "guardian": {"wards": []},
        "userErrors": [],
    }
    assert after == {"data": {"student": None}}
    assert len(await enrollment.told_of(GuardianshipEnded)) == 1


async def test_an_end_that_came_before_is_told_with_its_day(
    graph: Serving, askers: Askers, student: StudentId, mother: GuardianId
) -> None:
    pair = {"studentId": str(student), "guardianId": str(mother)}
    await graph.ask(UNLINK, {"input": pair}, **askers["director"])

    again = await graph.ask(UNLINK, {"input": pair}, **askers["director"])

    (error,) = again["data"]["unlinkGuardian"]["userErrors"]
    assert error["code"] == "GUARDIANSHIP_ALREADY_ENDED"
    assert error["endedOn"]


def test_every_refusal_has_its_words_in_every_language() -> None:
    codes = [refusal.code for refusal in REFUSALS.types]  # type: ignore[attr-defined]

    assert REFUSALS.catalogue.gaps(codes) == []

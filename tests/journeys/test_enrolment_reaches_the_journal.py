"""A director enrols a child; a moment later the child sits in a class."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from devhost.testing import Platform

ENROL = """
mutation ($input: EnrolStudentInput!) { enrolStudent(input: $input) { student { id displayName } userErrors { code } } }
"""
SCHOOL = "query ($id: ID!) { school(id: $id) { studentCount classes { id grade academicYearId } } }"
CLASS_OF = "query ($id: ID!) { student(id: $id) { class { grade students { id } } } }"


def school_of(platform: Platform) -> dict[str, Any]:
    answer = platform.ask(platform.token("director"), SCHOOL, id=str(platform.school()))
    school: dict[str, Any] = answer["data"]["school"]
    return school


def enrol(platform: Platform, *, key: str, grade: int = 5) -> str:
    year = school_of(platform)["classes"][0]["academicYearId"]
    told = {
        "schoolId": str(platform.school()),
        "displayName": "Журавлёва Проба Тестовна",
        "birthDate": "2015-05-05",
        "grade": grade,
        "language": "ru",
        "academicYearId": year,
        "orderNumber": f"J-{key[:8]}",
        "orderDate": "2026-11-20",
        "enrolledOn": "2026-11-20",
        "idempotencyKey": key,
    }
    answer = platform.ask(platform.token("director"), ENROL, input=told)
    assert answer["data"]["enrolStudent"]["userErrors"] == []
    return str(answer["data"]["enrolStudent"]["student"]["id"])


def head_of(platform: Platform) -> int:
    page = platform.feed("enrollment", platform.token("ministry"), since=0)
    return int(page["head"])


def enrolments(platform: Platform, ministry: str, since: int) -> list[dict[str, Any]]:
    events = platform.feed("enrollment", ministry, since=since)["events"]
    return [event for event in events if event["type"].endswith(".StudentEnrolled.v1")]


def test_the_child_sits_in_a_class_within_a_second(
    platform: Platform, within: Callable[[float, Callable[[], bool]], float]
) -> None:
    before = school_of(platform)["studentCount"]
    director = platform.token("director")

    student = enrol(platform, key=str(uuid4()))

    def has_a_place() -> bool:
        place = platform.ask(director, CLASS_OF, id=student)["data"]["student"]["class"]
        return place is not None and {"id": student} in place["students"]

    within(1.0, has_a_place)
    assert school_of(platform)["studentCount"] == before + 1


def test_the_enrolment_is_one_event_with_one_position(
    platform: Platform, within: Callable[[float, Callable[[], bool]], float]
) -> None:
    since, ministry = head_of(platform), platform.token("ministry")

    student = enrol(platform, key=str(uuid4()))

    within(1.0, lambda: bool(enrolments(platform, ministry, since)))
    (event,) = enrolments(platform, ministry, since)
    assert event["subject"] == student
    assert int(event["sequence"]) > since
    assert "Журавлёва" not in str(event)


def test_the_same_request_sent_twice_enrols_one_child(platform: Platform) -> None:
    key = str(uuid4())

    first = enrol(platform, key=key)
    second = enrol(platform, key=key)

    assert first == second


def test_a_kill_between_commit_and_delivery_loses_nothing_and_doubles_nothing(
    platform: Platform, within: Callable[[float, Callable[[], bool]], float]
) -> None:
    since, ministry, director = head_of(platform), platform.token("ministry"), platform.token("director")
    before = school_of(platform)["studentCount"]

    platform.kill_workers()
    students = [enrol(platform, key=str(uuid4())) for _ in range(2)]
    platform.kill_workers()

    def have_places() -> bool:
        answers = [platform.ask(director, CLASS_OF, id=student)["data"]["student"] for student in students]
        return all(answer["class"] is not None for answer in answers)

    within(60.0, have_places)
    assert [event["subject"] for event in enrolments(platform, ministry, since)] == students
    assert school_of(platform)["studentCount"] == before + 2

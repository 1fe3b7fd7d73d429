"""What training does when it is asked, and how it refuses."""

from typing import Any
from uuid import uuid4

import pytest

from chassis.ids import new_id
from chassis.testing.serving import Serving
from chassis.testing.surroundings import Surroundings
from contracts.training.v1 import StaffRegistered
from training.domain.ids import DistrictId, SchoolId, TeacherId
from training.graphql.errors import REFUSALS
from training.persistence.unit_of_work import SqlTrainingUnit

Training = Surroundings[SqlTrainingUnit]

REGISTER = """
mutation($input: RegisterStaffInput!) { registerStaff(input: $input) {
    teacher { displayName schools { id staffCount } } userErrors { __typename code path } } }
"""
LEFT = """
mutation($input: RecordStaffLeftInput!) { recordStaffLeft(input: $input) {
    school { staffCount staff { id } } userErrors { code message ... on LeftBeforeHiredError { hiredOn } } } }
"""


@pytest.fixture
def given(school: SchoolId) -> dict[str, Any]:
    """A member of staff as a client describes one."""
    return {"schoolIds": [str(school)], "displayName": "Гасанова Зарина", "category": "ICT_COORDINATOR"}


async def test_a_registered_member_of_staff_is_read_back(
    graph: Serving, school: SchoolId, given: dict[str, Any]
) -> None:
    answer = await graph.ask(REGISTER, {"input": given}, grants=[f"director@school:{school}"])

    assert answer["data"]["registerStaff"] == {
        "teacher": {"displayName": "Гасанова Зарина", "schools": [{"id": str(school), "staffCount": 1}]},
        "userErrors": [],
    }


async def test_a_request_that_is_sent_twice_registers_once(
    graph: Serving, training: Training, school: SchoolId, given: dict[str, Any]
) -> None:
    asked = {"input": given | {"idempotencyKey": str(uuid4())}}

    first = await graph.ask(REGISTER, asked, grants=[f"director@school:{school}"])
    second = await graph.ask(REGISTER, asked, grants=[f"director@school:{school}"])

    assert first == second
    assert len(await training.told_of(StaffRegistered)) == 1


async def test_an_office_registers_for_several_schools_and_a_director_for_one(
    graph: Serving, school: SchoolId, branch: SchoolId, district: DistrictId, given: dict[str, Any]
) -> None:
    both = {"input": given | {"schoolIds": [str(school), str(branch)]}}

    director = await graph.ask(REGISTER, both, grants=[f"director@school:{school}"])
    office = await graph.ask(REGISTER, both, grants=[f"district@district:{district}"])

    assert [error["code"] for error in director["data"]["registerStaff"]["userErrors"]] == ["NOT_FOUND"]
    assert len(office["data"]["registerStaff"]["teacher"]["schools"]) == 2


@pytest.mark.parametrize("role", ["ministry@country:*", "teacher@school:{0}", "ict_coordinator@school:{0}"])
async def test_others_register_nobody(
    graph: Serving, school: SchoolId, given: dict[str, Any], role: str
) -> None:
    answer = await graph.ask(REGISTER, {"input": given}, grants=[role.format(school)])

    assert answer["errors"][0]["extensions"]["code"] == "FORBIDDEN"


async def test_who_left_is_counted_no_longer(graph: Serving, school: SchoolId, teacher: TeacherId) -> None:
    left = {"teacherId": str(teacher), "schoolId": str(school), "leftOn": "2026-11-01"}

    answer = await graph.ask(LEFT, {"input": left}, grants=[f"director@school:{school}"])

    assert answer["data"]["recordStaffLeft"] == {
        "school": {"staffCount": 0, "staff": []},
        "userErrors": [],
    }


async def test_a_refusal_is_data_with_its_facts(graph: Serving, school: SchoolId, teacher: TeacherId) -> None:
    left = {"teacherId": str(teacher), "schoolId": str(school), "leftOn": "2019-01-01"}

    answer = await graph.ask(
        LEFT,
        {"input": left},
        grants=[f"director@school:{school}"],
        headers=[(b"accept-language", b"en")],
    )

    assert answer["data"]["recordStaffLeft"]["userErrors"] == [
        {
            "code": "LEFT_BEFORE_HIRED",
            "message": "The person has worked in the school since 2020-09-01: leaving comes later.",
            "hiredOn": "2020-09-01",
        }
    ]


async def test_another_school_is_refused_like_one_that_does_not_exist(
    graph: Serving, branch: SchoolId, given: dict[str, Any]
) -> None:
    grants = [f"director@school:{branch}"]

    theirs = await graph.ask(REGISTER, {"input": given}, grants=grants)
    nobodys = await graph.ask(REGISTER, {"input": given | {"schoolIds": [str(new_id())]}}, grants=grants)

    assert theirs == nobodys


def test_every_refusal_has_its_words_in_every_language() -> None:
    codes = [refusal.code for refusal in REFUSALS.types]  # type: ignore[attr-defined]

    assert REFUSALS.catalogue.gaps(codes) == []

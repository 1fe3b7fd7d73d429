"""What inventory does when it is asked, and how it refuses."""

from typing import Any
from uuid import uuid4

import pytest

from chassis.ids import new_id
from chassis.testing.serving import Serving
from chassis.testing.surroundings import Surroundings
from inventory.domain.ids import AssetModelId, DistrictId, SchoolId
from inventory.graphql.errors import REFUSALS
from inventory.persistence.unit_of_work import SqlInventoryUnit

REGISTER_SCHOOL = """
mutation($input: RegisterSchoolInput!) { registerSchool(input: $input) {
    school { id name district { code } }
    userErrors { __typename code message path ... on CodeTakenError { nationalCode } } } }
"""
REGISTER_ASSET = """
mutation($input: RegisterAssetInput!) { registerAsset(input: $input) {
    asset { id status version school { name } } userErrors { code path } } }
"""
CHANGE_STATUS = """
mutation($input: ChangeAssetStatusInput!) { changeAssetStatus(input: $input) {
    asset { status version } userErrors { code ... on VersionConflictError { currentVersion } } } }
"""
RECORD = """
mutation($input: RecordMeasurementInput!) { recordMeasurement(input: $input) {
    school { connectivity { downMbps method } } userErrors { code } } }
"""


@pytest.fixture
def given(district: DistrictId) -> dict[str, Any]:
    """A school as a client describes it."""
    return {
        "districtId": str(district),
        "nationalCode": "05-777",
        "name": {"ru": "Урахинская СОШ"},
        "kind": "SECONDARY",
        "timeZone": "Europe/Moscow",
        "effectiveFrom": "1960-09-01",
    }


async def test_a_registered_school_is_read_back(
    graph: Serving, district: DistrictId, given: dict[str, Any]
) -> None:
    answer = await graph.ask(REGISTER_SCHOOL, {"input": given}, grants=[f"district@district:{district}"])

    payload = answer["data"]["registerSchool"]
    assert payload["userErrors"] == []
    assert payload["school"]["name"] == "Урахинская СОШ"
    assert payload["school"]["district"] == {"code": "sergokala"}


async def test_a_refusal_is_data_in_the_readers_language(
    graph: Serving, district: DistrictId, school: SchoolId, given: dict[str, Any]
) -> None:
    answer = await graph.ask(
        REGISTER_SCHOOL,
        {"input": given | {"nationalCode": "05-001"}},
        grants=[f"district@district:{district}"],
        headers=[(b"accept-language", b"ky")],
    )

    assert answer["data"]["registerSchool"] == {
        "school": None,
        "userErrors": [
            {
                "__typename": "CodeTakenError",
                "code": "CODE_TAKEN",
                "message": "05-001 коду мурунтан бар.",
                "path": ["input", "nationalCode"],
                "nationalCode": "05-001",
            }
        ],
    }


async def test_a_request_that_is_sent_twice_is_done_once(
    graph: Serving, inventory: Surroundings[SqlInventoryUnit], district: DistrictId, given: dict[str, Any]
) -> None:
    asked = {"input": given | {"idempotencyKey": str(uuid4())}}
    grants = [f"district@district:{district}"]

    first = await graph.ask(REGISTER_SCHOOL, asked, grants=grants)
    second = await graph.ask(REGISTER_SCHOOL, asked, grants=grants)

    assert first == second
    assert await inventory.pool.fetchval("select count(*) from school") == 1


async def test_the_same_key_with_other_input_is_refused(
    graph: Serving, district: DistrictId, given: dict[str, Any]
) -> None:
    key = {"idempotencyKey": str(uuid4())}
    grants = [f"district@district:{district}"]
    await graph.ask(REGISTER_SCHOOL, {"input": given | key}, grants=grants)

    other = await graph.ask(
        REGISTER_SCHOOL, {"input": given | key | {"nationalCode": "05-778"}}, grants=grants
    )

    assert [error["code"] for error in other["data"]["registerSchool"]["userErrors"]] == [
        "IDEMPOTENCY_KEY_REUSED"
    ]


async def test_another_district_is_refused_like_one_that_does_not_exist(
    graph: Serving, district: DistrictId, given: dict[str, Any]
) -> None:
    stranger = [f"district@district:{new_id()}"]

    foreign = await graph.ask(REGISTER_SCHOOL, {"input": given}, grants=stranger)
    missing = await graph.ask(
        REGISTER_SCHOOL, {"input": given | {"districtId": str(new_id())}}, grants=stranger
    )

    assert foreign == missing
    assert foreign["data"]["registerSchool"]["userErrors"][0]["code"] == "NOT_FOUND"


async def test_who_may_not_is_told_so_and_who_is_not_logged_in_is_asked_to(
    graph: Serving, school: SchoolId, given: dict[str, Any]
) -> None:
    director = await graph.ask(REGISTER_SCHOOL, {"input": given}, grants=[f"director@school:{school}"])
    nobody = await graph.ask(REGISTER_SCHOOL, {"input": given})

    assert director["errors"][0]["extensions"]["code"] == "FORBIDDEN"
    assert nobody["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"


async def test_a_device_lives_from_the_books_to_the_repair_shop(
    graph: Serving, school: SchoolId, laptop: AssetModelId
) -> None:
    grants = [f"ict_coordinator@school:{school}"]
    asked = {"schoolId": str(school), "modelId": str(laptop), "inventoryNumber": "7", "status": "IN_SERVICE"}

    registered = await graph.ask(REGISTER_ASSET, {"input": asked}, grants=grants)
    asset = registered["data"]["registerAsset"]["asset"]
    step = {"assetId": asset["id"], "reason": "No picture.", "expectedVersion": 1}
    faulty = await graph.ask(CHANGE_STATUS, {"input": step | {"status": "FAULTY"}}, grants=grants)
    stale = await graph.ask(CHANGE_STATUS, {"input": step | {"status": "IN_REPAIR"}}, grants=grants)

    assert faulty["data"]["changeAssetStatus"]["asset"] == {"status": "FAULTY", "version": 2}
    assert stale["data"]["changeAssetStatus"]["userErrors"] == [
        {"code": "VERSION_CONFLICT", "currentVersion": 2}
    ]


async def test_a_measurement_is_the_schools_connection_from_then_on(graph: Serving, school: SchoolId) -> None:
    measured = {
        "schoolId": str(school),
        "downMbps": 48.5,
        "method": "PROBE",
        "measuredAt": "2026-01-15T09:00:00Z",
    }

    answer = await graph.ask(RECORD, {"input": measured}, grants=[f"ict_coordinator@school:{school}"])

    assert answer["data"]["recordMeasurement"] == {
        "school": {"connectivity": {"downMbps": 48.5, "method": "PROBE"}},
        "userErrors": [],
    }


def test_every_refusal_is_told_in_every_language() -> None:
    assert REFUSALS.gaps() == []

"""Who has left is forgotten by an order of the district's office, or of the ministry, and by nobody else."""

from datetime import date
from typing import Any

import pytest

from chassis.ids import new_id
from chassis.testing.serving import Serving
from chassis.testing.surroundings import anybody
from training.domain.ids import DistrictId, SchoolId, TeacherId
from training.usecases.record_staff_left import RecordStaffLeft, record_staff_left

ERASE = """mutation ($input: EraseStaffInput!) { eraseStaff(input: $input) {
  personId userErrors { code message } } }"""


def order(teacher: TeacherId) -> dict[str, Any]:
    return {"input": {"teacherId": str(teacher), "orderNumber": "9-З", "orderDate": "2026-11-20"}}


@pytest.fixture
async def gone(training: Any, teacher: TeacherId, school: SchoolId) -> TeacherId:
    """Ali, who works there no longer."""
    command = RecordStaffLeft(teacher, school, date(2026, 11, 1))
    await record_staff_left(command, work=training.work, permit=anybody)
    return teacher


@pytest.mark.parametrize("office", ["district", "ministry"])
async def test_an_office_forgets_who_has_left(
    graph: Serving, gone: TeacherId, district: DistrictId, training: Any, office: str
) -> None:
    grant = {"district": f"district@district:{district}", "ministry": "ministry@country:*"}[office]

    answer = await graph.ask(ERASE, order(gone), grants=[grant])

    assert answer["data"]["eraseStaff"] == {"personId": str(gone), "userErrors": []}
    assert await training.pool.fetchval("select display_name from teacher") == ""


async def test_who_is_at_work_is_refused_in_words(
    graph: Serving, teacher: TeacherId, district: DistrictId, training: Any
) -> None:
    answer = await graph.ask(ERASE, order(teacher), grants=[f"district@district:{district}"])

    (error,) = answer["data"]["eraseStaff"]["userErrors"]
    assert error["code"] == "STILL_EMPLOYED"
    assert await training.pool.fetchval("select display_name from teacher")


@pytest.mark.parametrize("who", ["another district", "director", "the teacher", "nobody"])
async def test_nobody_else_forgets(
    graph: Serving, gone: TeacherId, school: SchoolId, training: Any, who: str
) -> None:
    asker: dict[str, Any] = {
        "another district": {"grants": [f"district@district:{new_id()}"]},
        "director": {"grants": [f"director@school:{school}"]},
        "the teacher": {"grants": [f"teacher@school:{school}"], "person": [f"teacher:{gone}"]},
        "nobody": {},
    }[who]

    await graph.ask(ERASE, order(gone), **asker)

    assert await training.pool.fetchval("select count(*) from erased_person") == 0
    assert await training.pool.fetchval("select display_name from teacher")

"""Who of the staff reads a pupil's record is written down before the answer leaves, and shown to the family."""

from typing import Any

import pytest

from chassis.ids import new_id
from chassis.testing.serving import Serving
from chassis.testing.surroundings import Surroundings
from enrollment.domain.ids import StudentId
from enrollment.persistence.unit_of_work import SqlEnrollmentUnit

CHILD = "query ChildPage($id: ID!) { student(id: $id) { currentEnrolment { grade } } }"
LOG = """query Log($id: ID!) { student(id: $id) { accessLog(first: 5) {
  totalCount nodes { reader roles purpose operation } } } }"""


@pytest.fixture
def reads(enrollment: Surroundings[SqlEnrollmentUnit]) -> Any:
    async def fetch() -> list[Any]:
        return await enrollment.pool.fetch("select * from read_audit order by id")

    return fetch


@pytest.mark.parametrize("who", ["director", "class teacher", "ministry", "auditor"])
async def test_staff_leave_one_row_a_request(
    graph: Serving, askers: dict[str, Any], student: StudentId, reads: Any, who: str
) -> None:
    await graph.ask(CHILD, {"id": str(student)}, **askers[who], headers=[(b"bilim-purpose", b"INSPECTION")])

    (row,) = await reads()
    assert row["children"] == [student]
    assert (row["operation"], row["purpose"]) == ("ChildPage", "INSPECTION")


@pytest.mark.parametrize("who", ["mother", "Amina", "another guardian", "another director", "nobody"])
async def test_the_family_and_those_who_saw_nothing_leave_none(
    graph: Serving, askers: dict[str, Any], student: StudentId, reads: Any, who: str
) -> None:
    await graph.ask(CHILD, {"id": str(student)}, **askers[who])

    assert await reads() == []


async def test_a_mutation_that_shows_a_pupil_is_noted_once(
    graph: Serving, askers: dict[str, Any], student: StudentId, guardian: Any, reads: Any
) -> None:
    await graph.ask(
        """mutation Unlink($input: UnlinkGuardianInput!) { unlinkGuardian(input: $input) {
          student { displayName } guardian { wards { id } } } }""",
        {"input": {"studentId": str(student), "guardianId": str(guardian)}},
        **askers["director"],
    )

    (row,) = await reads()
    assert (row["operation"], row["children"]) == ("Unlink", [student])


async def test_the_mother_sees_who_read_latest_first(
    graph: Serving, askers: dict[str, Any], student: StudentId
) -> None:
    await graph.ask(CHILD, {"id": str(student)}, **askers["ministry"])
    await graph.ask(CHILD, {"id": str(student)}, **askers["class teacher"])

    answer = await graph.ask(LOG, {"id": str(student)}, **askers["mother"])

    log = answer["data"]["student"]["accessLog"]
    assert log["totalCount"] == 2
    assert [entry["roles"] for entry in log["nodes"]] == [["class_teacher"], ["ministry"]]
    assert {entry["operation"] for entry in log["nodes"]} == {"ChildPage"}


async def test_a_teacher_sees_own_reads_alone_and_who_has_no_row_is_told(
    graph: Serving, askers: dict[str, Any], student: StudentId
) -> None:
    await graph.ask(CHILD, {"id": str(student)}, **askers["director"])

    own = await graph.ask(LOG, {"id": str(student)}, **askers["teacher"], subject="another")
    told = await graph.ask(LOG, {"id": str(student)}, **askers["ministry"])

    assert own["data"]["student"]["accessLog"]["totalCount"] == 0
    assert told["data"]["student"]["accessLog"] is None
    assert [error["extensions"]["code"] for error in told["errors"]] == ["FORBIDDEN"]


async def test_a_family_sees_who_read_of_a_child_that_is_no_pupil_yet(
    graph: Serving, askers: dict[str, Any], mother: Any, enrollment: Any
) -> None:
    child = new_id()
    await enrollment.pool.execute(
        "insert into child (id, display_name, sort_key, birth_date, registered_by)"
        " values ($1, 'Тимур', '{}', '2020-01-01', $2)",
        child,
        mother,
    )
    await enrollment.pool.execute(
        "insert into child_guardian (id, child_id, guardian_id, kind, from_date)"
        " values ($1, $2, $3, 'PARENT', '2026-01-01')",
        *(new_id(), child, mother),
    )
    await enrollment.pool.execute(
        "insert into read_audit (id, at, reader, roles, operation, request_id, children)"
        " values ($1, now(), 'clerk', '{district}', 'Desk', 'r', $2)",
        new_id(),
        [child],
    )
    log = "query ($id: ID!) { child(id: $id) { accessLog { nodes { roles operation } } } }"

    own = await graph.ask(log, {"id": str(child)}, **askers["mother"])
    other = await graph.ask(log, {"id": str(child)}, **askers["another guardian"])

    assert own["data"]["child"]["accessLog"]["nodes"] == [{"roles": ["district"], "operation": "Desk"}]
    assert other["data"]["child"] is None

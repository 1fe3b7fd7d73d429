"""Everything that the services hold of a person is put together for the school that was asked, and for nobody else."""

from typing import Any

import orjson
import pytest

from chassis.sealed_parts import seal
from chassis.settings import platform_settings
from chassis.testing.serving import Serving
from contracts.ejournal.v1 import PersonPartSealed
from contracts.enrollment.v1 import PersonExportRequested
from enrollment.domain.ids import GuardianId, StudentId
from enrollment.messaging.consumed import on_person_part_sealed

EXPORT = """mutation ($input: ExportPersonInput!) { exportPerson(input: $input) {
  export { id state } userErrors { code } } }"""
SEEN = "query ($id: ID!) { personExport(id: $id) { state document } }"


async def exported(graph: Serving, asker: Any, person: Any, kind: str = "STUDENT") -> dict[str, Any]:
    answer = await graph.ask(EXPORT, {"input": {"personId": str(person), "kind": kind}}, **asker)
    told: dict[str, Any] = answer["data"]["exportPerson"]
    return told


async def answered(enrollment: Any, content: dict[str, Any]) -> PersonPartSealed:
    """The journal's answer to the question that left by the outbox."""
    (question,) = await enrollment.told_of(PersonExportRequested)
    part = seal(
        orjson.dumps(content),
        public_key=question.public_key,
        question=question.export_id,
        secret=platform_settings().secret,
    )
    return PersonPartSealed(
        export_id=question.export_id,
        person_id=question.person_id,
        sealed=part.sealed,
        signature=part.signature,
    )


async def test_what_enrollment_holds_is_there_at_once_and_the_rest_when_it_is_answered(
    graph: Serving, askers: dict[str, Any], student: StudentId, mother: GuardianId, enrollment: Any
) -> None:
    export = (await exported(graph, askers["director"], student))["export"]
    before = await graph.ask(SEEN, {"id": export["id"]}, **askers["director"])

    await on_person_part_sealed(await answered(enrollment, {"stays": [1]}), enrollment.work)

    after = await graph.ask(SEEN, {"id": export["id"]}, **askers["director"])
    own = before["data"]["personExport"]["document"]["enrollment"]
    assert before["data"]["personExport"]["state"] == "RUNNING"
    assert own["student"][0]["display_name"]
    assert own["guardianships"][0]["guardian_id"] == str(mother)
    assert after["data"]["personExport"]["state"] == "DONE"
    assert after["data"]["personExport"]["document"]["ejournal"] == {"stays": [1]}
    assert await enrollment.pool.fetchval("select private_key from person_export") is None


async def test_a_guardian_s_record_too(
    graph: Serving, askers: dict[str, Any], mother: GuardianId, student: StudentId
) -> None:
    export = (await exported(graph, askers["district"], mother, "GUARDIAN"))["export"]

    seen = await graph.ask(SEEN, {"id": export["id"]}, **askers["district"])

    held = seen["data"]["personExport"]["document"]["enrollment"]
    assert held["guardian"][0]["id"] == str(mother)
    assert held["guardianships"][0]["student_id"] == str(student)


@pytest.mark.parametrize("who", ["another director", "class teacher", "mother", "nobody"])
async def test_nobody_else_asks(
    graph: Serving, askers: dict[str, Any], student: StudentId, enrollment: Any, who: str
) -> None:
    await graph.ask(EXPORT, {"input": {"personId": str(student), "kind": "STUDENT"}}, **askers[who])

    assert await enrollment.pool.fetchval("select count(*) from person_export") == 0


async def test_what_one_asked_for_another_does_not_see(
    graph: Serving, askers: dict[str, Any], student: StudentId
) -> None:
    export = (await exported(graph, askers["director"], student))["export"]

    seen = await graph.ask(SEEN, {"id": export["id"]}, **askers["director"], subject="another")

    assert seen["data"] == {"personExport": None}


async def test_the_key_of_a_question_and_names_are_in_no_event(
    graph: Serving, askers: dict[str, Any], student: StudentId, enrollment: Any
) -> None:
    await exported(graph, askers["director"], student)

    private = await enrollment.pool.fetchval("select private_key from person_export")
    payloads = await enrollment.pool.fetch(
        "select payload from outbox where type like '%PersonExportRequested%'"
    )
    name = await enrollment.pool.fetchval("select display_name from student")
    assert len(payloads) == 1
    assert private not in payloads[0]["payload"]
    assert name.encode() not in payloads[0]["payload"]

"""Everything that the services hold of a person is put together as a job, for who may ask, and for nobody else."""

from datetime import date
from typing import Any
from urllib.parse import urlsplit

import orjson
import pytest

from chassis.ids import new_id
from chassis.personal import sealing
from chassis.testing.asgi import get
from chassis.testing.serving import Serving
from chassis.testing.surroundings import anybody
from contracts.ejournal.v1 import PersonPartSealed as FromEjournal
from contracts.enrollment.v1 import PersonExportRequested
from contracts.inventory.v1 import PersonPartSealed as FromInventory
from contracts.training.v1 import PersonPartSealed as FromTraining
from enrollment.domain.ids import GuardianId, SchoolId, StudentId, TeacherId
from enrollment.messaging.consumed import on_person_part_sealed
from enrollment.usecases.unlink_guardian import UnlinkGuardian, unlink_guardian

EXPORT = """mutation ($input: ExportPersonInput!) { exportPerson(input: $input) {
  job { id kind state awaits } userErrors { code } } }"""
SEEN = """query ($id: ID!) { enrollmentJob(id: $id) {
  kind state progress total awaits resultUrl errors { message } } }"""
NOTHING = {"holdsNothing": True, "tables": {}}
NOVEMBER_20 = date(2026, 11, 20)
OTHERS = (FromInventory, FromEjournal, FromTraining)


async def exported(graph: Serving, asker: Any, person: Any, kind: str = "STUDENT") -> dict[str, Any]:
    answer = await graph.ask(EXPORT, {"input": {"personId": str(person), "kind": kind}}, **asker)
    told: dict[str, Any] = answer["data"]["exportPerson"]
    return told


async def looked_at(graph: Serving, asker: Any, job: str, **more: Any) -> dict[str, Any] | None:
    answer = await graph.ask(SEEN, {"id": job}, **asker, **more)
    told: dict[str, Any] | None = answer["data"]["enrollmentJob"]
    return told


async def answer(enrollment: Any, service: Any, content: dict[str, Any]) -> None:
    """Another service's answer to the question that left by the outbox."""
    (question,) = await enrollment.told_of(PersonExportRequested)
    part = sealing(public_key=question.public_key, question=question.export_id)(content)
    told = service(
        export_id=question.export_id,
        person_id=question.person_id,
        sealed=part.sealed,
        signature=part.signature,
    )
    await on_person_part_sealed(told, enrollment.work)


async def fetched(graph: Serving, url: str) -> tuple[int, bytes]:
    """What lies at an address, as the gateway asks the service for it."""
    parts = urlsplit(url)
    return await get(graph.app, f"{parts.path.replace('/files/enrollment/', '/files/')}?{parts.query}")


async def test_the_file_is_there_when_the_last_service_has_answered(
    graph: Serving, askers: dict[str, Any], student: StudentId, mother: GuardianId, enrollment: Any
) -> None:
    job = (await exported(graph, askers["director"], student))["job"]
    assert (job["kind"], job["state"]) == ("EXPORT_PERSON", "RUNNING")
    assert job["awaits"] == ["inventory", "ejournal", "training"]

    await answer(enrollment, FromEjournal, {"holdsNothing": False, "tables": {"stay": [1]}})
    await answer(enrollment, FromInventory, NOTHING)

    waiting = await looked_at(graph, askers["director"], job["id"])
    assert waiting is not None
    assert (waiting["progress"], waiting["total"], waiting["awaits"]) == (3, 4, ["training"])
    assert (waiting["state"], waiting["resultUrl"]) == ("RUNNING", None)

    await answer(enrollment, FromTraining, NOTHING)

    done = await looked_at(graph, askers["director"], job["id"])
    assert done is not None
    assert (done["state"], done["progress"], done["awaits"], done["errors"]) == ("DONE", 4, [], [])
    status, body = await fetched(graph, done["resultUrl"])
    assert status == 200
    record = orjson.loads(body)
    assert record["person"] == {"id": str(student), "kind": "STUDENT"}
    assert record["services"]["inventory"] == record["services"]["training"] == NOTHING
    assert record["services"]["ejournal"]["tables"] == {"stay": [1]}
    own = record["services"]["enrollment"]["tables"]
    assert own["student"][0]["display_name"]
    assert own["guardianship"][0]["guardian_id"] == str(mother)
    assert await enrollment.pool.fetchval("select private_key from person_export") is None


@pytest.mark.parametrize(
    ("who", "of", "kind"),
    [
        ("mother", "mother", "GUARDIAN"),
        ("mother", "student", "STUDENT"),
        ("teacher", "teacher", "TEACHER"),
        ("class teacher", "class teacher", "TEACHER"),
        ("director", "student", "STUDENT"),
        ("district", "student", "STUDENT"),
        ("district", "mother", "GUARDIAN"),
    ],
)
async def test_who_may_ask(
    graph: Serving, askers: dict[str, Any], persons: dict[str, Any], who: str, of: str, kind: str
) -> None:
    told = await exported(graph, askers[who], persons[of], kind)

    assert told["userErrors"] == []
    assert told["job"]["state"] == "RUNNING"


@pytest.mark.parametrize(
    ("who", "of", "kind"),
    [
        ("another director", "student", "STUDENT"),
        ("another district", "student", "STUDENT"),
        ("class teacher", "student", "STUDENT"),
        ("another guardian", "student", "STUDENT"),
        ("another guardian", "mother", "GUARDIAN"),
        ("Amina", "student", "STUDENT"),
        ("ministry", "student", "STUDENT"),
        ("another teacher", "teacher", "TEACHER"),
        ("director", "teacher", "TEACHER"),
        ("mother", "teacher", "TEACHER"),
        ("nobody", "student", "STUDENT"),
    ],
)
async def test_nobody_else_asks(
    graph: Serving,
    askers: dict[str, Any],
    persons: dict[str, Any],
    enrollment: Any,
    who: str,
    of: str,
    kind: str,
) -> None:
    await graph.ask(EXPORT, {"input": {"personId": str(persons[of]), "kind": kind}}, **askers[who])

    assert await enrollment.pool.fetchval("select count(*) from person_export") == 0


@pytest.fixture
def persons(student: StudentId, mother: GuardianId, teachers: tuple[TeacherId, TeacherId]) -> dict[str, Any]:
    """Whose record it may be."""
    return {"student": student, "mother": mother, "class teacher": teachers[0], "teacher": teachers[1]}


async def test_what_one_asked_for_another_does_not_see(
    graph: Serving, askers: dict[str, Any], student: StudentId
) -> None:
    job = (await exported(graph, askers["director"], student))["job"]

    assert await looked_at(graph, askers["director"], job["id"], subject="another") is None


async def test_who_examines_sees_that_something_was_asked_and_gets_no_address(
    graph: Serving, askers: dict[str, Any], student: StudentId, enrollment: Any
) -> None:
    job = (await exported(graph, askers["director"], student))["job"]
    for service in OTHERS:
        await answer(enrollment, service, NOTHING)

    seen = await looked_at(graph, askers["auditor"], job["id"], subject="auditor")

    assert seen is not None
    assert (seen["state"], seen["resultUrl"]) == ("DONE", None)


async def test_an_address_that_was_changed_or_guessed_does_not_open(
    graph: Serving, askers: dict[str, Any], student: StudentId, enrollment: Any
) -> None:
    job = (await exported(graph, askers["director"], student))["job"]
    for service in OTHERS:
        await answer(enrollment, service, NOTHING)
    done = await looked_at(graph, askers["director"], job["id"])
    assert done is not None
    url = done["resultUrl"]

    later = url.replace("expires=", "expires=9")
    other = url.replace(job["id"], str(new_id()))
    for bad in (later, other, url.split("?")[0], url.split("&")[0]):
        assert (await fetched(graph, bad))[0] == 403


async def test_who_no_longer_answers_for_a_child_loses_what_they_asked_for(
    graph: Serving, askers: dict[str, Any], student: StudentId, mother: GuardianId, enrollment: Any
) -> None:
    job = (await exported(graph, askers["mother"], student))["job"]
    for service in OTHERS:
        await answer(enrollment, service, NOTHING)
    done = await looked_at(graph, askers["mother"], job["id"])
    assert done is not None
    before = await fetched(graph, done["resultUrl"])

    await unlink_guardian(
        UnlinkGuardian(student, mother), work=enrollment.work, permit=anybody, today=lambda _zone: NOVEMBER_20
    )

    assert before[0] == 200
    assert await looked_at(graph, askers["mother"], job["id"]) is None
    assert (await fetched(graph, done["resultUrl"]))[0] == 404


async def test_reading_a_child_s_export_is_noted(
    graph: Serving, askers: dict[str, Any], student: StudentId, enrollment: Any
) -> None:
    job = (await exported(graph, askers["director"], student))["job"]
    before = await enrollment.pool.fetchval("select count(*) from read_audit")

    await looked_at(graph, askers["director"], job["id"])

    noted = await enrollment.pool.fetch("select children from read_audit order by id")
    assert len(noted) == before + 1
    assert noted[-1]["children"] == [student]


async def test_who_asks_for_their_own_record_is_told_what_their_account_did(
    graph: Serving, askers: dict[str, Any], student: StudentId, persons: dict[str, Any], enrollment: Any
) -> None:
    """The teacher reads Amina's record first: that is a deed of the account."""
    read = "query ($id: ID!) { student(id: $id) { displayName } }"
    await graph.ask(read, {"id": str(student)}, **askers["teacher"])

    await exported(graph, askers["teacher"], persons["teacher"], "TEACHER")

    (question,) = await enrollment.told_of(PersonExportRequested)
    assert question.account == "somebody"
    document = await enrollment.pool.fetchval("select document from person_export")
    assert len(document["enrollment"]["tables"]["ownReads"]) == 1


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


async def test_who_reads_of_another_place_does_not_hear_of_whom_a_record_is_asked(
    graph: Serving, askers: dict[str, Any], student: StudentId, school: SchoolId, enrollment: Any
) -> None:
    await exported(graph, askers["director"], student)

    places = await enrollment.pool.fetchval(
        "select places from outbox where type like '%PersonExportRequested%'"
    )
    assert places is not None, "that is the whole country"
    assert school in places

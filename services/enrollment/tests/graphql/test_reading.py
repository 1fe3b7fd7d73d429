"""Who sees a pupil, how much of it, and at what cost."""

from dataclasses import replace
from typing import Any

import pytest

from chassis.ids import new_id
from chassis.testing.serving import Serving
from chassis.testing.surroundings import Surroundings, anybody
from enrollment.domain.guardianship import GuardianshipKind
from enrollment.domain.ids import GuardianId, StudentId
from enrollment.persistence.unit_of_work import SqlEnrollmentUnit
from enrollment.usecases.enrol_student import EnrolStudent, enrol_student
from enrollment.usecases.link_guardian import LinkGuardian, link_guardian

Enrollment = Surroundings[SqlEnrollmentUnit]
Askers = dict[str, dict[str, Any]]

PUPIL = "query($id: ID!) { student(id: $id) { id displayName } }"
ENTITIES = """
query($representations: [_Any!]!) { _entities(representations: $representations) {
    ... on Student { id displayName } ... on Guardian { id displayName wards { id } } ... on Enrolment { id } } }
"""
SEEN, NAMELESS, UNSEEN = "seen", "without a name", "unseen"
REFUSED, LOGIN = "FORBIDDEN", "UNAUTHENTICATED"

STUDENTS = {
    "ministry": NAMELESS,
    "district": NAMELESS,
    "another district": UNSEEN,
    "director": SEEN,
    "another director": UNSEEN,
    "ict coordinator": REFUSED,
    "class teacher": SEEN,
    "another class's teacher": UNSEEN,
    "teacher": SEEN,
    "another teacher": UNSEEN,
    "mother": SEEN,
    "another guardian": UNSEEN,
    "Amina": SEEN,
    "another pupil": UNSEEN,
    "auditor": NAMELESS,
    "nobody": LOGIN,
}
GUARDIANS = STUDENTS | {"teacher": REFUSED, "another teacher": REFUSED}


def outcome(answer: dict[str, Any], found: Any) -> str:
    """What became of one record, in one word."""
    if errors := answer.get("errors"):
        return str(errors[0]["extensions"]["code"])
    if found is None:
        return UNSEEN
    return SEEN if found["displayName"] else NAMELESS


async def entity(graph: Serving, kind: str, key: object, asker: dict[str, Any]) -> tuple[dict[str, Any], Any]:
    """The answer to a gateway that knows the key, and the entity in it."""
    representations = [{"__typename": kind, "id": str(key)}]
    answer = await graph.ask(ENTITIES, {"representations": representations}, **asker)
    return answer, answer["data"]["_entities"][0]


async def test_a_pupil_is_seen_as_the_table_says(graph: Serving, student: StudentId, askers: Askers) -> None:
    seen = {}

    for who, asker in askers.items():
        answer = await graph.ask(PUPIL, {"id": str(student)}, **asker)
        seen[who] = outcome(answer, answer["data"]["student"])

    assert seen == STUDENTS


async def test_an_entity_is_seen_as_the_table_says_whoever_brings_its_key(
    graph: Serving, student: StudentId, mother: GuardianId, askers: Askers
) -> None:
    seen = {}

    for who, asker in askers.items():
        pupil = outcome(*await entity(graph, "Student", student, asker))
        seen[who] = (pupil, outcome(*await entity(graph, "Guardian", mother, asker)))

    assert seen == {who: (STUDENTS[who], GUARDIANS[who]) for who in askers}


async def test_an_auditor_who_says_why_sees_the_name(
    graph: Serving, student: StudentId, askers: Askers
) -> None:
    answer = await graph.ask(
        PUPIL, {"id": str(student)}, **askers["auditor"], headers=[(b"bilim-purpose", b"AUDIT")]
    )

    assert answer["data"]["student"]["displayName"] == "Магомедова Амина Руслановна"


async def test_a_teacher_sees_the_pupil_and_not_the_order(
    graph: Serving, student: StudentId, askers: Askers
) -> None:
    answer = await graph.ask(
        "query($id: ID!) { student(id: $id) { displayName currentEnrolment { orderNumber } } }",
        {"id": str(student)},
        **askers["teacher"],
    )

    assert answer["data"]["student"] == {
        "displayName": "Магомедова Амина Руслановна",
        "currentEnrolment": None,
    }
    assert [error["extensions"]["code"] for error in answer["errors"]] == ["FORBIDDEN"]


async def test_a_guardian_sees_where_and_by_which_order_the_child_learns(
    graph: Serving, student: StudentId, amina: EnrolStudent, askers: Askers
) -> None:
    answer = await graph.ask(
        """query($id: ID!) { student(id: $id) { school { id } guardians { displayName }
           currentEnrolment { grade language orderNumber orderDate enrolledOn academicYear { id } } } }""",
        {"id": str(student)},
        **askers["mother"],
    )

    assert answer == {
        "data": {
            "student": {
                "school": {"id": str(amina.school)},
                "guardians": [{"displayName": "Магомедова Патимат Алиевна"}],
                "currentEnrolment": {
                    "grade": 1,
                    "language": "ru",
                    "orderNumber": "17-К",
                    "orderDate": "2026-08-28",
                    "enrolledOn": "2026-09-01",
                    "academicYear": {"id": str(amina.academic_year)},
                },
            }
        }
    }


async def test_a_record_out_of_scope_looks_like_one_that_does_not_exist(
    graph: Serving, student: StudentId, askers: Askers
) -> None:
    theirs = await graph.ask(PUPIL, {"id": str(student)}, **askers["another guardian"])
    nobodys = await graph.ask(PUPIL, {"id": str(new_id())}, **askers["another guardian"])

    assert theirs == nobodys == {"data": {"student": None}}


@pytest.mark.parametrize("number", [1, 10, 100])
async def test_a_list_costs_the_same_statements_however_long_it_is(
    graph: Serving, enrollment: Enrollment, amina: EnrolStudent, guardian: GuardianId, number: int
) -> None:
    await enrol_with(enrollment, amina, guardian, number)
    asker: dict[str, Any] = {
        "grants": [f"guardian@school:{amina.school}"],
        "person": [f"guardian:{guardian}"],
    }
    query = """query($id: ID!) { guardian(id: $id) { displayName
        wards { displayName school { id } currentEnrolment { grade } guardians { displayName } } } }"""
    await graph.ask(query, {"id": str(guardian)}, **asker)

    async with graph.statements() as statements:
        answer = await graph.ask(query, {"id": str(guardian)}, **asker)

    assert len(answer["data"]["guardian"]["wards"]) == number
    # The guardian, the wards, their orders, their guardians; a school is known by its key, which costs nothing.
    assert len(statements) == 4, "\n".join(statements)


async def enrol_with(enrollment: Enrollment, order: EnrolStudent, guardian: GuardianId, number: int) -> None:
    """So many pupils of one guardian."""
    async with enrollment.work.together() as work:
        for index in range(number):
            named = replace(order, display_name=f"Ученик {index:03}")
            pupil = await enrol_student(named, work=work, permit=anybody, new_id=new_id)
            await link_guardian(
                LinkGuardian(pupil, guardian, GuardianshipKind.FOSTER_CARER, from_date=order.enrolled_on),
                work=work,
                permit=anybody,
                new_id=new_id,
                today=lambda _zone: order.enrolled_on,
            )


async def test_wards_are_in_the_order_of_their_names(
    graph: Serving, enrollment: Enrollment, amina: EnrolStudent, guardian: GuardianId
) -> None:
    await enrol_with(enrollment, amina, guardian, 12)
    asker: dict[str, Any] = {
        "grants": [f"guardian@school:{amina.school}"],
        "person": [f"guardian:{guardian}"],
    }

    answer = await graph.ask(
        "query($id: ID!) { guardian(id: $id) { wards { displayName } } }", {"id": str(guardian)}, **asker
    )

    names = [ward["displayName"] for ward in answer["data"]["guardian"]["wards"]]
    assert names == [f"Ученик {index:03}" for index in range(12)]


async def test_what_is_no_id_of_ours_names_nobody(graph: Serving, askers: Askers) -> None:
    answer = await graph.ask(PUPIL, {"id": "17"}, **askers["director"])

    assert answer["data"] == {"student": None}

"""A person is forgotten by an order of the district's office, and no backup brings them back."""

from typing import Any

import pytest

from chassis.testing.serving import Serving
from contracts.enrollment.v1 import PersonChanged, PersonErased
from enrollment.domain.ids import GuardianId, StudentId

ERASE = """mutation ($input: ErasePersonInput!) { erasePerson(input: $input) {
  personId userErrors { code message } } }"""
CHILD = "query ($id: ID!) { student(id: $id) { displayName currentEnrolment { orderNumber } } }"


def order(person: Any, kind: str = "STUDENT") -> dict[str, Any]:
    paper = {"orderNumber": "9-З", "orderDate": "2026-11-20"}
    return {"input": {"personId": str(person), "kind": kind, **paper}}


async def test_the_name_goes_and_the_order_stays(
    graph: Serving, askers: dict[str, Any], student: StudentId, enrollment: Any
) -> None:
    answer = await graph.ask(ERASE, order(student), **askers["district"])

    assert answer["data"]["erasePerson"] == {"personId": str(student), "userErrors": []}
    seen = (await graph.ask(CHILD, {"id": str(student)}, **askers["director"]))["data"]["student"]
    assert seen["displayName"] == ""
    assert seen["currentEnrolment"]["orderNumber"]
    row = await enrollment.pool.fetchrow("select sort_key, birth_date from student")
    assert (row["sort_key"], row["birth_date"].month, row["birth_date"].day) == ({}, 1, 1)
    assert (await enrollment.told_of(PersonErased))[0].person_id == str(student)


async def test_old_events_do_not_say_the_name_any_more(
    graph: Serving, askers: dict[str, Any], student: StudentId, guardian: GuardianId, enrollment: Any
) -> None:
    named = {told.person_id for told in await enrollment.told_of(PersonChanged) if told.display_name}

    await graph.ask(ERASE, order(student), **askers["district"])

    still = {told.person_id for told in await enrollment.told_of(PersonChanged) if told.display_name}
    assert named == {str(student), str(guardian)}
    assert still == {str(guardian)}


async def test_who_answers_for_a_child_is_not_forgotten(
    graph: Serving, askers: dict[str, Any], mother: GuardianId, enrollment: Any
) -> None:
    answer = await graph.ask(ERASE, order(mother, "GUARDIAN"), **askers["district"])

    assert [error["code"] for error in answer["data"]["erasePerson"]["userErrors"]] == [
        "STILL_ANSWERS_FOR_CHILD"
    ]
    assert await enrollment.pool.fetchval("select display_name from guardian where id = $1", mother)


@pytest.mark.parametrize("who", ["another district", "director", "mother", "nobody"])
async def test_nobody_else_erases(
    graph: Serving, askers: dict[str, Any], student: StudentId, enrollment: Any, who: str
) -> None:
    await graph.ask(ERASE, order(student), **askers[who])

    assert await enrollment.pool.fetchval("select count(*) from erased_person") == 0
    assert await enrollment.pool.fetchval("select display_name from student")

"""Entities with simple, compound, nested and several keys."""

import pytest

from gateway.testing import Federate, Federation, Subgraph

PEOPLE = {"1": {"id": "1", "name": "Amina"}, "2": {"id": "2", "name": "Timur"}}
PUPILS = {
    "1": {"id": "1", "school": {"code": "S1"}, "number": 7},
    "2": {"id": "2", "school": {"code": "S2"}, "number": 9},
}


@pytest.fixture
def federation(federate: Federate) -> Federation:
    register = Subgraph(
        "register",
        """
        type Query { pupils: [Pupil!]! pupil(id: ID!): Pupil }
        type Pupil @key(fields: "id") @key(fields: "school { code } number") {
          id: ID! number: Int! school: School!
        }
        type School @key(fields: "code") { code: ID! }
        """,
        {
            "Query.pupils": lambda *_: list(PUPILS.values()),
            "Query.pupil": lambda *_, **named: PUPILS.get(named["id"]),
        },
        {"Pupil": lambda r: PUPILS.get(r["id"]), "School": lambda r: {"code": r["code"]}},
    )
    names = Subgraph(
        "names",
        'type Pupil @key(fields: "id") { id: ID! name: String friend: Pupil }',
        {"Pupil.friend": lambda pupil, _: PEOPLE["2" if pupil["id"] == "1" else "1"]},
        {"Pupil": lambda r: PEOPLE.get(r["id"])},
    )
    marks = Subgraph(
        "marks",
        """
        type Pupil @key(fields: "school { code } number") { school: School! number: Int! average: Float best: Subject }
        type School @key(fields: "code") { code: ID! rank: Int }
        type Subject @key(fields: "title") { title: String! }
        """,
        {},
        {
            "Pupil": lambda r: {
                **r,
                "average": r["number"] / 2,
                "best": {"title": f"maths {r['school']['code']}"},
            },
            "School": lambda r: {"code": r["code"], "rank": len(r["code"])},
            "Subject": lambda r: r,
        },
    )
    return federate(register, names, marks)


async def test_a_simple_key_joins_two_subgraphs(federation: Federation) -> None:
    data = await federation.data("{ pupils { name number } }")

    assert data == {"pupils": [{"name": "Amina", "number": 7}, {"name": "Timur", "number": 9}]}


async def test_a_nested_compound_key_joins_a_third(federation: Federation) -> None:
    data = await federation.data("{ pupil(id: 1) { average best { title } school { rank } } }")

    assert data == {"pupil": {"average": 3.5, "best": {"title": "maths S1"}, "school": {"rank": 2}}}


async def test_a_subgraph_that_knows_another_key_is_reached_through_a_third(federation: Federation) -> None:
    data = await federation.data("{ pupil(id: 1) { friend { name average friend { number } } } }")

    assert data == {"pupil": {"friend": {"name": "Timur", "average": 4.5, "friend": {"number": 7}}}}


async def test_what_nobody_knows_is_null(federation: Federation) -> None:
    data = await federation.data("{ pupil(id: 3) { name average } }")

    assert data == {"pupil": None}


async def test_equal_entities_are_asked_for_once(federation: Federation) -> None:
    before = len(federation.asked("names"))

    data = await federation.data("{ a: pupils { name } b: pupils { name } }")

    asked = federation.asked("names")[before:]
    assert data["a"] == data["b"]
    assert [len(v) for request in asked for v in request["variables"].values()] == [2]

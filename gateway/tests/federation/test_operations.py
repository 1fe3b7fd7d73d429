"""Mutations in series, conditions, aliases, variables, and answers in the client's order."""

from typing import Any

import pytest

from chassis.graphql import GraphQLRequest
from gateway.testing import Federate, Federation, Subgraph


@pytest.fixture
def diary() -> list[str]:
    return []


@pytest.fixture
def federation(federate: Federate, diary: list[str]) -> Federation:
    def write(line: str) -> dict[str, Any]:
        diary.append(line)
        return {"id": line, "name": line}

    left = Subgraph(
        "left",
        """
        type Query { note(id: ID!, tags: [Tag!] = [OLD]): Note notes(first: Int): [Note!]! }
        enum Tag { OLD NEW }
        type Note @key(fields: "id") { id: ID! name: String }
        type Mutation { left(text: String!): Note }
        """,
        {
            "Query.note": lambda *_, **given: {"id": given["id"], "name": "+".join(given["tags"])},
            "Query.notes": lambda *_, **given: [
                {"id": str(n), "name": "n"} for n in range(given.get("first") or 0)
            ],
            "Mutation.left": lambda *_, **given: write(f"left {given['text']}"),
        },
        {"Note": lambda r: {"id": r["id"], "name": "known"}},
    )
    right = Subgraph(
        "right",
        """
        type Note @key(fields: "id") { id: ID! length(unit: String = "letters"): String }
        type Mutation { right(text: String!): Note }
        """,
        {
            "Note.length": lambda note, _, **given: f"{len(note['id'])} {given['unit']}",
            "Mutation.right": lambda *_, **given: write(f"right {given['text']}"),
        },
        {"Note": lambda r: r},
    )
    return federate(left, right)


async def test_mutations_run_in_the_clients_order(federation: Federation, diary: list[str]) -> None:
    data = await federation.data(
        'mutation { a: left(text: "1") { id } b: right(text: "2") { name length } c: left(text: "3") { length } }'
    )

    assert diary == ["left 1", "right 2", "left 3"]
    assert data == {
        "a": {"id": "left 1"},
        "b": {"name": "known", "length": "7 letters"},
        "c": {"length": "6 letters"},
    }


@pytest.mark.parametrize("wanted", [True, False])
async def test_a_condition_spares_the_fetch_it_switches_off(federation: Federation, wanted: bool) -> None:
    query = "query ($wanted: Boolean!) { note(id: 1) { id length @include(if: $wanted) name @skip(if: $wanted) } }"

    data = await federation.data(query, wanted=wanted)

    assert data == {"note": {"id": "1", "length": "1 letters"} if wanted else {"id": "1", "name": "OLD"}}
    assert len(federation.asked("right")) == int(wanted)


async def test_variables_reach_the_subgraphs_that_use_them(federation: Federation) -> None:
    query = "query ($id: ID!, $unit: String, $tags: [Tag!]) { note(id: $id, tags: $tags) { name length(unit: $unit) } }"

    data = await federation.data(query, id="abc", unit="signs", tags=["NEW", "OLD"])

    assert data == {"note": {"name": "NEW+OLD", "length": "3 signs"}}
    assert set(federation.asked("right")[-1]["variables"]) == {"representations", "unit"}


async def test_the_answer_keeps_the_clients_order(federation: Federation) -> None:
    answer = await federation.send(
        '{ z: note(id: "1") { length name id } __typename a: note(id: "2") { id length } }'
    )

    assert answer.body == (
        b'{"data":{"z":{"length":"1 letters","name":"OLD","id":"1"},"__typename":"Query",'
        b'"a":{"id":"2","length":"1 letters"}}}'
    )


async def test_one_field_with_two_arguments_under_two_names(federation: Federation) -> None:
    data = await federation.data('{ note(id: "1") { a: length b: length(unit: "signs") } }')

    assert data == {"note": {"a": "1 letters", "b": "1 signs"}}


async def test_more_than_five_hundred_entities_go_in_several_calls(federation: Federation) -> None:
    data = await federation.data("{ notes(first: 1100) { length } }")

    assert len(data["notes"]) == 1100
    sizes = [len(request["variables"]["representations"]) for request in federation.asked("right")]
    assert sorted(sizes) == [100, 500, 500]


@pytest.mark.parametrize(
    ("variables", "said"),
    [({}, "id"), ({"id": None}, "id"), ({"id": ["x"]}, "id"), ({"id": "1", "tags": ["UGLY"]}, "tags")],
)
async def test_wrong_variables_do_not_run(
    federation: Federation, variables: dict[str, Any], said: str
) -> None:
    answer = await federation.send(
        "query ($id: ID!, $tags: [Tag!]) { note(id: $id, tags: $tags) { id } }", variables
    )

    assert not answer.executed
    assert b"BAD_USER_INPUT" in answer.body
    assert f"${said}".encode() in answer.body


@pytest.mark.parametrize(
    ("query", "name", "code"),
    [
        ("{ note(id: 1) { id ", None, "GRAPHQL_PARSE_FAILED"),
        ("{ note(id: -99999999999999999999) { id } }", None, "GRAPHQL_PARSE_FAILED"),
        ("{ nothing }", None, "GRAPHQL_VALIDATION_FAILED"),
        ("query A { __typename } query B { __typename }", None, "BAD_REQUEST"),
        ("{ __typename } { __typename }", None, "GRAPHQL_VALIDATION_FAILED"),
        ("query A { __typename }", "C", "BAD_REQUEST"),
    ],
)
async def test_a_document_that_cannot_run_says_why(
    federation: Federation, query: str, name: str | None, code: str
) -> None:
    answer = await federation.send(query, operation_name=name)

    assert not answer.executed
    assert code.encode() in answer.body


async def test_get_never_runs_a_mutation(federation: Federation, diary: list[str]) -> None:
    request = GraphQLRequest('mutation { left(text: "1") { id } }', None, {}, {}, None, only_queries=True)

    answer = await federation.engine.execute(request, federation.visitor())

    assert (answer.status, diary) == (405, [])


async def test_only_allowed_headers_are_passed_on(federation: Federation) -> None:
    await federation.data("{ note(id: 1) { id } }")

    assert dict(federation.transports["left"].headers[-1]) == {b"authorization": b"Bearer t"}

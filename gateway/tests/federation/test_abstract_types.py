"""Interfaces and unions whose members' fields live in several subgraphs."""

from typing import Any

import pytest

from gateway.testing import Federate, Federation, Subgraph

THINGS: list[dict[str, Any]] = [
    {"__typename": "Book", "id": "b1", "title": "Manas"},
    {"__typename": "Film", "id": "f1", "minutes": 90},
    {"__typename": "Book", "id": "b2", "title": None},
]


@pytest.fixture
def federation(federate: Federate) -> Federation:
    library = Subgraph(
        "library",
        """
        type Query { things: [Thing!]! media: [Media]! }
        union Thing = Book | Film
        interface Media { id: ID! }
        type Book implements Media @key(fields: "id") { id: ID! title: String }
        type Film implements Media @key(fields: "id") { id: ID! minutes: Int }
        """,
        {"Query.things": lambda *_: THINGS, "Query.media": lambda *_: [*THINGS[:2], None]},
        {"Book": lambda r: THINGS[0], "Film": lambda r: THINGS[1]},
    )
    loans = Subgraph(
        "loans",
        """
        type Book @key(fields: "id") { id: ID! loans: Int due: [String!] }
        type Film @key(fields: "id") { id: ID! loans: Int }
        """,
        {"Book.loans": lambda *_: 3, "Film.loans": lambda *_: None, "Book.due": lambda *_: ["2026-12-01"]},
        {"Book": lambda r: r, "Film": lambda r: r},
    )
    return federate(library, loans)


async def test_members_of_a_union_are_completed_by_their_type(federation: Federation) -> None:
    data = await federation.data(
        "{ things { __typename ... on Book { title due } ... on Film { minutes loans } } }"
    )

    assert data["things"] == [
        {"__typename": "Book", "title": "Manas", "due": ["2026-12-01"]},
        {"__typename": "Film", "minutes": 90, "loans": None},
        {"__typename": "Book", "title": None, "due": ["2026-12-01"]},
    ]


async def test_one_key_may_mean_fields_of_two_types(federation: Federation) -> None:
    data = await federation.data("{ media { id ... on Book { n: loans } ... on Film { n: minutes } } }")

    assert data["media"] == [{"id": "b1", "n": 3}, {"id": "f1", "n": 90}, None]


async def test_an_interface_needs_no_typename_of_the_client(federation: Federation) -> None:
    data = await federation.data("{ media { id } }")

    assert data["media"] == [{"id": "b1"}, {"id": "f1"}, None]


async def test_objects_without_a_matching_fragment_are_empty(federation: Federation) -> None:
    data = await federation.data("{ things { ... on Film { loans } } }")

    assert data["things"] == [{}, {"loans": None}, {}]

"""What the composer gets wrong is tested on a supergraph written by hand; what it gets right again needs none."""

from pathlib import Path
from typing import Any

import pytest

from gateway.testing import Federate, Federation, Subgraph, federation_of

BY_HAND = Path(__file__).parent / "supergraphs"

MEDIA: dict[str, dict[str, Any]] = {
    "1": {"__typename": "Book", "id": "1", "title": "Manas"},
    "2": {"__typename": "Film", "id": "2", "title": "Jamila"},
}
OWNER = Subgraph(
    "owner",
    """
    type Query { media: [Media!]! }
    interface Media @key(fields: "id") { id: ID! title: String }
    type Book implements Media @key(fields: "id") { id: ID! title: String }
    type Film implements Media @key(fields: "id") { id: ID! title: String }
    """,
    {"Query.media": lambda *_: list(MEDIA.values())},
    {kind: lambda r: MEDIA[r["id"]] for kind in ("Book", "Film", "Media")},
)
SHOUTING = Subgraph(
    "io",
    """
    type Query { best: Media }
    type Media @key(fields: "id") @interfaceObject {
      id: ID! title: String @external shout: String @requires(fields: "title")
    }
    """,
    {"Media.shout": lambda media, _: media["title"].upper(), "Query.best": lambda *_: {"id": "2"}},
    {"Media": lambda r: r},
)


@pytest.fixture
def shouting() -> Federation:
    supergraph = (BY_HAND / "interface_object_requires.graphql").read_text()
    return federation_of(supergraph, (OWNER, SHOUTING))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("{ media { shout } }", {"media": [{"shout": "MANAS"}, {"shout": "JAMILA"}]}),
        (
            "{ media { ... on Film { shout title } } }",
            {"media": [{}, {"shout": "JAMILA", "title": "Jamila"}]},
        ),
        ("{ best { shout } }", {"best": {"shout": "JAMILA"}}),
        ("{ best { __typename shout } }", {"best": {"__typename": "Film", "shout": "JAMILA"}}),
    ],
)
async def test_an_interface_object_requires_a_field_of_the_implementations(
    shouting: Federation, query: str, expected: dict[str, Any]
) -> None:
    assert await shouting.data(query) == expected


@pytest.fixture
def shelves(federate: Federate) -> Federation:
    """Two subgraphs share a field of a union that has other members in each."""
    shared = 'type Query { shelf: Shelf @shareable } type Shelf @key(fields: "id") { id: ID! top: Item @shareable }'
    films = Subgraph(
        "films",
        f"""
        {shared} union Item = Film | Song
        type Film @key(fields: "id") {{ id: ID! minutes: Int }}
        type Song @key(fields: "id") {{ id: ID! artist: String }}
        """,
        {
            "Query.shelf": lambda *_: {"id": "s"},
            "Shelf.top": lambda *_: {"__typename": "Film", "id": "2"},
            "Film.minutes": lambda *_: 90,
        },
        {"Shelf": lambda r: r, "Film": lambda r: r, "Song": lambda r: r},
    )
    books = Subgraph(
        "books",
        f"""
        {shared} union Item = Film | Book
        type Film @key(fields: "id") {{ id: ID! stars: Int }}
        type Book @key(fields: "id") {{ id: ID! title: String }}
        """,
        {
            "Query.shelf": lambda *_: {"id": "s"},
            "Shelf.top": lambda *_: {"__typename": "Film", "id": "2"},
            "Film.stars": lambda *_: 4,
        },
        {"Shelf": lambda r: r, "Film": lambda r: r, "Book": lambda r: r},
    )
    return federate(films, books)


@pytest.mark.parametrize(
    ("query", "top"),
    [
        ("{ shelf { top { __typename } } }", {"__typename": "Film"}),
        ("{ shelf { top { ... on Film { minutes stars } } } }", {"minutes": 90, "stars": 4}),
        ("{ shelf { top { ... on Book { title } } } }", {}),
        ("{ shelf { top { ... on Song { artist } } } }", {}),
        (
            "{ shelf { top { ... on Song { artist } ... on Book { title } ... on Film { stars } } } }",
            {"stars": 4},
        ),
    ],
)
async def test_a_union_with_other_members_in_each_subgraph_is_their_union(
    shelves: Federation, query: str, top: dict[str, Any]
) -> None:
    assert await shelves.data(query) == {"shelf": {"top": top}}

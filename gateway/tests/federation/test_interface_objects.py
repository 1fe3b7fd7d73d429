"""`@interfaceObject`: one subgraph adds a field to every implementation of an interface it does not know in full."""

from typing import Any

import pytest

from gateway.testing import Federate, Federation, Subgraph


@pytest.fixture
def federation(federate: Federate) -> Federation:
    media: dict[str, dict[str, Any]] = {
        "1": {"__typename": "Book", "id": "1", "title": "Manas"},
        "2": {"__typename": "Film", "id": "2", "title": "Jamila"},
    }
    owner = Subgraph(
        "owner",
        """
        type Query { media: [Media!]! }
        interface Media @key(fields: "id") { id: ID! title: String }
        type Book implements Media @key(fields: "id") { id: ID! title: String }
        type Film implements Media @key(fields: "id") { id: ID! title: String }
        """,
        {"Query.media": lambda *_: list(media.values())},
        {
            "Book": lambda r: media[r["id"]],
            "Film": lambda r: media[r["id"]],
            "Media": lambda r: media[r["id"]],
        },
    )
    reviews = Subgraph(
        "reviews",
        """
        type Query { best: Media }
        type Media @key(fields: "id") @interfaceObject { id: ID! stars: Int }
        """,
        {"Media.stars": lambda m, _: int(m["id"]) + 3, "Query.best": lambda *_: {"id": "2"}},
        {"Media": lambda r: {"id": r["id"]}},
    )
    return federate(owner, reviews)


async def test_the_field_is_there_for_every_implementation(federation: Federation) -> None:
    data = await federation.data("{ media { __typename title stars } }")

    assert data["media"] == [
        {"__typename": "Book", "title": "Manas", "stars": 4},
        {"__typename": "Film", "title": "Jamila", "stars": 5},
    ]


async def test_the_subgraph_is_asked_for_the_interface(federation: Federation) -> None:
    await federation.data("{ media { stars } }")

    asked = federation.asked("reviews")[-1]["variables"]["representations"]
    assert {representation["__typename"] for representation in asked} == {"Media"}


async def test_a_field_of_one_implementation_is_asked_in_its_fragment(federation: Federation) -> None:
    data = await federation.data("{ media { ... on Book { stars } } }")

    assert data["media"] == [{"stars": 4}, {}]

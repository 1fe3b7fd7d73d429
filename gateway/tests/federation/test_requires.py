"""`@requires`: fields computed from what another subgraph owns, nested, with arguments and in fragments."""

from typing import Any

import pytest

from gateway.testing import Federate, Federation, Subgraph

ROOMS: dict[str, dict[str, Any]] = {
    "a": {"id": "a", "size": {"width": 3, "length": 4}},
    "b": {"id": "b", "size": None},
}


@pytest.fixture
def federation(federate: Federate) -> Federation:
    building = Subgraph(
        "building",
        """
        type Query { rooms: [Room!]! }
        type Room @key(fields: "id") { id: ID! size: Size price(currency: String!): Int furniture: [Furniture!] }
        type Size @shareable { width: Int! length: Int! }
        interface Furniture { id: ID! }
        type Desk implements Furniture @key(fields: "id") { id: ID! seats: Int! }
        type Board implements Furniture @key(fields: "id") { id: ID! inches: Int! }
        """,
        {
            "Query.rooms": lambda *_: list(ROOMS.values()),
            "Room.price": lambda *_, **given: {"KGS": 80, "KZT": 500}[given["currency"]],
            "Room.furniture": lambda *_: [
                {"__typename": "Desk", "id": "d", "seats": 2},
                {"__typename": "Board", "id": "e", "inches": 65},
            ],
        },
        {
            "Room": lambda r: ROOMS[r["id"]],
            "Desk": lambda r: {"id": r["id"], "seats": 2},
            "Board": lambda r: {"id": r["id"], "inches": 65},
        },
    )
    planning = Subgraph(
        "planning",
        """
        type Room @key(fields: "id") {
          id: ID!
          size: Size @external
          price(currency: String!): Int @external
          furniture: [Furniture!] @external
          area: Int @requires(fields: "size { width length }")
          tax: Int @requires(fields: "price(currency: \\"KGS\\")")
          worth: Int @requires(fields: "furniture { ... on Desk { seats } ... on Board { inches } }")
        }
        type Size @shareable { width: Int! length: Int! }
        interface Furniture { id: ID! }
        type Desk implements Furniture @key(fields: "id") { id: ID! seats: Int! @external }
        type Board implements Furniture @key(fields: "id") { id: ID! inches: Int! @external }
        """,
        {
            "Room.area": lambda room, _: room["size"] and room["size"]["width"] * room["size"]["length"],
            "Room.tax": lambda room, _: room["price"] // 10,
            "Room.worth": lambda room, _: sum(
                f.get("seats", 0) + f.get("inches", 0) for f in room["furniture"]
            ),
        },
        {"Room": lambda r: r},
    )
    return federate(building, planning)


async def test_a_nested_requirement_travels_with_the_representation(federation: Federation) -> None:
    data = await federation.data("{ rooms { area } }")

    assert data == {"rooms": [{"area": 12}, {"area": None}]}


async def test_a_requirement_with_arguments_leaves_the_clients_own_alone(federation: Federation) -> None:
    data = await federation.data('{ rooms { tax price(currency: "KZT") } }')

    assert data == {"rooms": [{"tax": 8, "price": 500}] * 2}


async def test_what_is_required_only_does_not_reach_the_client(federation: Federation) -> None:
    data = await federation.data("{ rooms { area } }")

    assert list(data["rooms"][0]) == ["area"]


async def test_a_requirement_in_fragments_on_types(federation: Federation) -> None:
    data = await federation.data("{ rooms { worth } }")

    assert data == {"rooms": [{"worth": 67}] * 2}

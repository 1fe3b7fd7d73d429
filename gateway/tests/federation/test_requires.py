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


@pytest.fixture
def friends(federate: Federate) -> Federation:
    """Whoever is a friend, and what is written on their badge, is known to the same subgraph."""
    pupils = Subgraph(
        "pupils",
        'type Query { pupil(id: ID!): Pupil } type Pupil @key(fields: "id") { id: ID! name: String }',
        {
            "Query.pupil": lambda *_, **given: {"id": given["id"]},
            "Pupil.name": lambda pupil, _: NAMES[pupil["id"]],
        },
        {"Pupil": lambda r: r},
    )
    badges = Subgraph(
        "badges",
        """
        type Pupil @key(fields: "id") {
          id: ID! name: String @external friend: Pupil card: Card badge: Badge @requires(fields: "name")
        }
        type Card { owner: Pupil }
        type Badge @shareable { text: String }
        """,
        {
            "Pupil.friend": lambda pupil, _: {"id": str(3 - int(pupil["id"]))},
            "Pupil.card": lambda pupil, _: {"owner": {"id": pupil["id"]}},
            "Pupil.badge": lambda pupil, _: {"text": f"I am {pupil['name']}"},
        },
        {"Pupil": lambda r: r},
    )
    return federate(pupils, badges)


NAMES = {"1": "Amina", "2": "Timur"}
AMINA, TIMUR = {"text": "I am Amina"}, {"text": "I am Timur"}


@pytest.mark.parametrize(
    ("selection", "expected"),
    [
        ("badge { text }", {"badge": AMINA}),
        ("friend { badge { text } }", {"friend": {"badge": TIMUR}}),
        ("badge { text } friend { badge { text } }", {"badge": AMINA, "friend": {"badge": TIMUR}}),
        ("f: friend { name b: badge { text } }", {"f": {"name": "Timur", "b": TIMUR}}),
        ("friend { friend { badge { text } } }", {"friend": {"friend": {"badge": AMINA}}}),
        ("card { owner { badge { text } } }", {"card": {"owner": {"badge": AMINA}}}),
    ],
)
async def test_a_requirement_is_met_where_its_own_subgraph_led_to_the_entity(
    friends: Federation, selection: str, expected: dict[str, Any]
) -> None:
    data = await friends.data(f'{{ pupil(id: "1") {{ {selection} }} }}')

    assert data == {"pupil": expected}


async def test_no_subgraph_is_asked_that_the_supergraph_does_not_name(friends: Federation) -> None:
    await friends.data('{ pupil(id: "1") { friend { badge { text } } } }')

    assert set(friends.transports) == {"pupils", "badges"}
    assert len(friends.asked("badges")) == 2

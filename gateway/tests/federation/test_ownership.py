"""Who answers a field: `@shareable`, `@provides`, `@override` with and without labels, `@inaccessible`, `@tag`."""

from graphql import print_schema

from gateway.engine import EngineSettings
from gateway.testing import Federate, Subgraph

OLD = Subgraph(
    "old",
    """
    type Query { pupil: Pupil card: Card @provides(fields: "pupil { name }") }
    type Pupil @key(fields: "id") { id: ID! name: String @external city: String mark: Int }
    type Card @key(fields: "number") {
      number: ID! pupil: Pupil secret: String @inaccessible tagged: Int @tag(name: "x")
    }
    """,
    {
        "Query.pupil": lambda *_: {"id": "1"},
        "Query.card": lambda *_: {
            "number": "7",
            "pupil": {"id": "1", "name": "Amina"},
            "secret": "s",
            "tagged": 1,
        },
        "Pupil.city": lambda *_: "old city",
        "Pupil.mark": lambda *_: 3,
    },
    {"Pupil": lambda r: r, "Card": lambda r: r},
)
NEW = Subgraph(
    "new",
    """
    type Pupil @key(fields: "id") {
      id: ID! name: String @shareable
      city: String @override(from: "old")
      mark: Int @override(from: "old", label: "marks-move")
    }
    """,
    {"Pupil.name": lambda *_: "Amina", "Pupil.city": lambda *_: "new city", "Pupil.mark": lambda *_: 5},
    {"Pupil": lambda r: r},
)
MOVED = EngineSettings(labels=frozenset({"marks-move"}))


async def test_an_overridden_field_comes_from_its_new_owner(federate: Federate) -> None:
    data = await federate(OLD, NEW).data("{ pupil { city } }")

    assert data == {"pupil": {"city": "new city"}}


async def test_a_labelled_override_waits_for_its_label(federate: Federate) -> None:
    before = await federate(OLD, NEW).data("{ pupil { mark } }")
    after = await federate(OLD, NEW, settings=MOVED).data("{ pupil { mark } }")

    assert (before, after) == ({"pupil": {"mark": 3}}, {"pupil": {"mark": 5}})


async def test_what_a_field_provides_needs_no_second_fetch(federate: Federate) -> None:
    federation = federate(OLD, NEW)

    data = await federation.data("{ card { number pupil { name } } }")

    assert data == {"card": {"number": "7", "pupil": {"name": "Amina"}}}
    assert federation.asked("new") == []


async def test_an_inaccessible_field_does_not_exist_for_clients(federate: Federate) -> None:
    federation = federate(OLD, NEW)

    content = await federation.ask("{ card { secret } }")

    assert content["errors"][0]["extensions"]["code"] == "GRAPHQL_VALIDATION_FAILED"
    assert "secret" not in print_schema(federation.engine.graph.supergraph.schema)


async def test_introspection_shows_the_public_schema(federate: Federate) -> None:
    data = await federate(OLD, NEW).data(
        '{ __type(name: "Card") { fields { name } } __schema { types { name } } }'
    )

    assert {field["name"] for field in data["__type"]["fields"]} == {"number", "pupil", "tagged"}
    assert not [kind for kind in data["__schema"]["types"] if kind["name"].startswith(("join__", "link__"))]

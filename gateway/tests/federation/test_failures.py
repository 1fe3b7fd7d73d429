"""Nulls and errors across subgraph borders, with the client's paths."""

from typing import Any

import orjson
import pytest

from gateway.testing import Federate, Federation, Subgraph
from gateway.transport import Headers, Reply, SubgraphUnavailable

CLASSES = Subgraph(
    "classes",
    """
    type Query { classes: [Class!] class: Class }
    type Class @key(fields: "id") { id: ID! grade: Int school: School pupils: [Pupil!]! }
    type School @key(fields: "id") { id: ID! }
    type Pupil @key(fields: "id") { id: ID! }
    """,
    {
        "Query.classes": lambda *_: [{"id": "1", "grade": 1}, {"id": "2", "grade": 2}],
        "Query.class": lambda *_: {"id": "1", "grade": 1},
        "Class.school": lambda c, _: {"id": f"s{c['id']}"},
        "Class.pupils": lambda c, _: [{"id": f"p{c['id']}"}, {"id": "p0"}],
    },
    {"Class": lambda r: r, "School": lambda r: r, "Pupil": lambda r: r},
)


def forbid(pupil: dict[str, Any], _info: Any) -> str:
    if pupil["id"] == "p0":
        raise ValueError("may not be read")
    return "Amina"


SCHOOLS = Subgraph(
    "schools",
    """
    type School @key(fields: "id") { id: ID! name: String }
    type Pupil @key(fields: "id") { id: ID! name: String! nick: String }
    """,
    {"School.name": lambda s, _: f"School {s['id']}", "Pupil.name": forbid, "Pupil.nick": forbid},
    {"School": lambda r: r, "Pupil": lambda r: r},
)


class Away:
    """A subgraph that cannot be reached."""

    async def post(self, body: bytes, headers: Headers) -> Reply:
        raise SubgraphUnavailable("no connection", before_sending=True)

    def stream(self, body: bytes, headers: Headers) -> Any:
        raise SubgraphUnavailable("no connection", before_sending=True)

    async def close(self) -> None:
        """Nothing is held."""


class Says(Away):
    """A subgraph that always says the same."""

    def __init__(self, content: object, status: int = 200) -> None:
        self._reply = Reply(status, content if isinstance(content, bytes) else orjson.dumps(content))

    async def post(self, body: bytes, headers: Headers) -> Reply:
        return self._reply


@pytest.fixture
def federation(federate: Federate) -> Federation:
    return federate(CLASSES, SCHOOLS)


async def test_a_subgraph_away_leaves_a_hole_and_not_a_ruin(federate: Federate) -> None:
    federation = federate(CLASSES, SCHOOLS, instead={"schools": Away()})

    content = await federation.ask("{ class { grade school { name } } }")

    assert content["data"] == {"class": {"grade": 1, "school": {"name": None}}}
    assert content["errors"] == [
        {
            "message": "schools is not available: no connection.",
            "path": ["class", "school", "name"],
            "extensions": {"code": "SUBGRAPH_UNAVAILABLE", "service": "schools"},
        }
    ]


async def test_a_failed_root_names_its_fields(federate: Federate) -> None:
    federation = federate(CLASSES, SCHOOLS, instead={"classes": Away()})

    content = await federation.ask("{ mine: class { grade } classes { id } }")

    assert content["data"] == {"mine": None, "classes": None}
    assert [error["path"] for error in content["errors"]] == [["mine"], ["classes"]]


async def test_an_error_of_an_entity_has_the_clients_path_at_every_place(federation: Federation) -> None:
    content = await federation.ask("{ classes { pupils { nick } } }")

    assert content["data"]["classes"][1]["pupils"] == [{"nick": "Amina"}, {"nick": None}]
    assert {tuple(error["path"]) for error in content["errors"]} == {
        ("classes", 0, "pupils", 1, "nick"),
        ("classes", 1, "pupils", 1, "nick"),
    }
    assert {error["extensions"]["service"] for error in content["errors"]} == {"schools"}


async def test_a_null_travels_to_the_nearest_nullable_place(federation: Federation) -> None:
    content = await federation.ask("{ class { grade pupils { name } } }")

    assert content["data"] == {"class": None}
    assert [error["path"] for error in content["errors"]] == [["class", "pupils", 1, "name"]]


async def test_a_code_of_a_subgraph_reaches_the_client(federate: Federate) -> None:
    refusal = {
        "message": "No.",
        "path": ["class"],
        "extensions": {"code": "FORBIDDEN", "exception": {"stack": "x"}},
    }
    federation = federate(
        CLASSES, SCHOOLS, instead={"classes": Says({"data": {"class": None}, "errors": [refusal]})}
    )

    content = await federation.ask("{ class { grade } }")

    assert content["errors"] == [
        {"message": "No.", "path": ["class"], "extensions": {"code": "FORBIDDEN", "service": "classes"}}
    ]


LIES: list[tuple[object, object]] = [
    (b"<html>Bad gateway</html>", None),
    (b"{", None),
    ([], None),
    ({"data": []}, None),
    ({"data": {"class": 7}}, None),
    ({"data": {"class": [1, 2]}}, None),
    ({"data": {"class": {"grade": "first"}}}, {"grade": None}),
    ({"data": {"class": {"grade": {"__proto__": 1}}}}, {"grade": None}),
    ({"data": {"class": {"grade": 1, "__proto__": {"admin": True}}, "constructor": {}}}, {"grade": 1}),
    ({"data": {"class": {"grade": True}}}, {"grade": None}),
    ({"errors": "broken"}, None),
    ({"data": {"class": None}, "errors": [1, None, {"message": 5, "path": "x"}]}, None),
]


@pytest.mark.parametrize(("said", "expected"), LIES)
async def test_a_lying_subgraph_makes_a_hole_of_its_own_size(
    federate: Federate, said: object, expected: object
) -> None:
    federation = federate(CLASSES, SCHOOLS, instead={"classes": Says(said)})

    answer = await federation.send("{ class { grade } }")

    content = orjson.loads(answer.body)
    assert content["data"] == {"class": expected}
    assert expected == {"grade": 1} or content["errors"]


@pytest.mark.parametrize("count", [0, 1, 5])
async def test_too_few_or_too_many_entities_are_not_believed(federate: Federate, count: int) -> None:
    said = {"data": {"_entities": [{"__typename": "School", "name": "X"}] * count}}
    federation = federate(CLASSES, SCHOOLS, instead={"schools": Says(said)})

    content = await federation.ask("{ classes { school { name } } }")

    assert content["data"]["classes"] == [{"school": {"name": None}}] * 2
    assert content["errors"][0]["extensions"] == {"code": "SUBGRAPH_INVALID", "service": "schools"}


OVERLOADED = {"errors": [{"message": "Come again.", "extensions": {"code": "OVERLOADED"}}]}


async def test_where_a_subgraph_has_done_nothing_for_want_of_time_the_client_is_told_to_come_again(
    federate: Federate,
) -> None:
    federation = federate(CLASSES, SCHOOLS, instead={"classes": Says(OVERLOADED, status=503)})

    answer = await federation.send("{ class { grade } }")

    assert (answer.status, dict(answer.headers)[b"retry-after"]) == (503, b"1")
    assert orjson.loads(answer.body)["errors"][0]["extensions"]["code"] == "OVERLOADED"


async def test_what_others_answered_is_there_though_one_has_no_time(federate: Federate) -> None:
    federation = federate(CLASSES, SCHOOLS, instead={"schools": Says(OVERLOADED, status=503)})

    answer = await federation.send("{ class { grade school { name } } }")

    content = orjson.loads(answer.body)
    assert (answer.status, content["data"]["class"]["grade"]) == (None, 1)
    assert content["errors"][0]["extensions"] == {"code": "OVERLOADED", "service": "schools"}

"""`@authenticated`, `@requiresScopes` and `@policy` spare subgraphs questions that the caller may not ask."""

import pytest

from chassis.identity import Grant, Kind, Viewer
from gateway.testing import Federate, Subgraph

NOTES = Subgraph(
    "notes",
    """
    type Query {
      open: String
      mine: String @authenticated
      marks: [Mark] @requiresScopes(scopes: [["teacher"], ["director"]])
      never: String @policy(policies: [["nobody"]])
      shown: [Mark]
    }
    type Mark { value: Int secret: Int @authenticated by: Teacher }
    type Teacher { phone(code: String): String @authenticated }
    """,
    {
        "Query.shown": lambda *_: [{"value": 5, "secret": 1, "by": {"phone": "1"}}, None],
        "Query.open": lambda *_: "open",
        "Query.mine": lambda *_: "mine",
        "Query.marks": lambda *_: [{"value": 5, "secret": 1}],
        "Query.never": lambda *_: "never",
    },
)
TEACHER = Viewer(subject="t", grants=(Grant("teacher", Kind.SCHOOL, "1"),))
PARENT = Viewer(subject="p")


@pytest.mark.parametrize(
    ("viewer", "expected"),
    [
        (Viewer(), {"open": "open", "mine": None, "marks": None}),
        (PARENT, {"open": "open", "mine": "mine", "marks": None}),
        (TEACHER, {"open": "open", "mine": "mine", "marks": [{"value": 5}]}),
    ],
)
async def test_each_caller_gets_what_the_directives_allow(
    federate: Federate, viewer: Viewer, expected: object
) -> None:
    federation = federate(NOTES, viewer=viewer)

    content = await federation.ask("{ open mine marks { value } }")

    assert content["data"] == expected
    assert {error["extensions"]["code"] for error in content.get("errors", ())} <= {"FORBIDDEN"}
    assert bool(content.get("errors")) == (None in content["data"].values())


async def test_what_nobody_may_read_is_not_even_asked(federate: Federate) -> None:
    federation = federate(NOTES, viewer=TEACHER)

    content = await federation.ask("{ never }")

    assert content["data"] == {"never": None}
    assert federation.asked("notes") == []


@pytest.mark.parametrize(
    ("query", "data"),
    [
        ("{ shown { secret } }", {"shown": [{"secret": None}, None]}),
        ("{ shown { by { phone } } }", {"shown": [{"by": {"phone": None}}, None]}),
        (
            "{ open shown { ...F } } fragment F on Mark { secret }",
            {"open": "open", "shown": [{"secret": None}, None]},
        ),
        (
            "query ($c: String) { shown { value by { phone(code: $c) } } }",
            {"shown": [{"value": 5, "by": {"phone": None}}, None]},
        ),
        ("{ mine }", {"mine": None}),
    ],
)
async def test_an_object_none_of_whose_fields_may_be_read_is_there_without_them(
    federate: Federate, query: str, data: object
) -> None:
    content = await federate(NOTES).ask(query)

    assert content["data"] == data
    assert [error["extensions"]["code"] for error in content["errors"]] == ["FORBIDDEN"]

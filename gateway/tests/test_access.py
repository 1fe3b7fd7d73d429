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
    }
    type Mark { value: Int secret: Int @authenticated }
    """,
    {
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

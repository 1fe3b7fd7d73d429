"""What counts as our own fault in an answer; loaded by schemathesis, whose own check takes a refused field for one."""

from typing import Any

import schemathesis
from hypothesis import strategies as st
from schemathesis.graphql import nodes

OURS = {"INTERNAL", "TIMEOUT", "SUBGRAPH_INVALID", "SUBGRAPH_UNAVAILABLE"}


@schemathesis.check
def never_our_fault(_ctx: Any, response: Any, _case: Any) -> None:
    """No status of 500 or more, and no error whose code says that we failed."""
    assert response.status_code < 500, response.text[:500]
    errors = response.json().get("errors", ())
    assert not OURS & {error["extensions"]["code"] for error in errors}, response.text[:500]


# Scalars of our own, as clients send them: some that can be, some that cannot.
_ADDRESSES = (
    "https://office.example/hear",
    "http://127.0.0.1/",
    "ftp://x",
    "",
    "https://[::1]/",
    "no address",
)
schemathesis.graphql.scalar("URL", st.sampled_from(_ADDRESSES).map(nodes.String))
schemathesis.graphql.scalar("EventCursor", st.text(max_size=40).map(nodes.String))
schemathesis.graphql.scalar(
    "JSON",
    st.one_of(st.text().map(nodes.String), st.integers().map(nodes.Int), st.booleans().map(nodes.Boolean)),
)

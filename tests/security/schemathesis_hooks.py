"""What counts as our own fault in an answer; loaded by schemathesis, whose own check takes a refused field for one."""

from typing import Any

import schemathesis

OURS = {"INTERNAL", "TIMEOUT", "SUBGRAPH_INVALID", "SUBGRAPH_UNAVAILABLE"}


@schemathesis.check
def never_our_fault(_ctx: Any, response: Any, _case: Any) -> None:
    """No status of 500 or more, and no error whose code says that we failed."""
    assert response.status_code < 500, response.text[:500]
    errors = response.json().get("errors", ())
    assert not OURS & {error["extensions"]["code"] for error in errors}, response.text[:500]

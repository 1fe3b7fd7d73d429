"""Readers of events are told why they get nothing."""

from typing import Any

import asyncpg
import orjson
import pytest

from chassis.events.asking import BadQuestion, refused
from chassis.events.contracts import NoContract
from chassis.events.log import LogReplaced, PositionGone
from chassis.identity import Forbidden, InvalidToken


@pytest.mark.parametrize(
    ("refusal", "status", "code"),
    [
        (InvalidToken("the token has expired"), 401, "UNAUTHENTICATED"),
        (NoContract("read_events"), 403, "FORBIDDEN"),
        (Forbidden("read_events"), 403, "FORBIDDEN"),
        (BadQuestion("since takes a whole number."), 400, "BAD_REQUEST"),
        (LogReplaced(), 409, "LOG_REPLACED"),
        (PositionGone(7), 410, "GONE"),
        (asyncpg.QueryCanceledError("canceling statement due to statement timeout"), 503, "BUSY"),
        (asyncpg.CannotConnectNowError("the database system is starting up"), 503, "AWAY"),
        (TimeoutError(), 503, "AWAY"),
    ],
)
def test_a_refusal_has_a_status_and_a_code(refusal: Exception, status: int, code: str) -> None:
    answer = refused(refusal)

    told: dict[str, Any] = orjson.loads(bytes(answer.body))
    assert (answer.status_code, told["error"]["code"]) == (status, code)
    assert "statement" not in told["error"]["message"]


def test_what_is_no_refusal_is_not_hidden() -> None:
    with pytest.raises(ZeroDivisionError):
        refused(ZeroDivisionError())

"""Reads what a subgraph answered: data, its errors, or the plain fact that it is nonsense."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from chassis.graphql import Code
from gateway.transport import Reply

_MOST_ERRORS = 100
_PRIVATE = frozenset({"exception", "stacktrace", "debug", "service"})
_MOST_MESSAGE = 1_000


class InvalidReply(Exception):
    """The subgraph's answer is no GraphQL answer; the text says in which way."""

    def __init__(self, said: str, code: Code = Code.SUBGRAPH_INVALID) -> None:
        super().__init__(said)
        self.said = said
        self.code = code


@dataclass(frozen=True, slots=True)
class Said:
    """A subgraph's answer: data that may be missing, and errors as they came."""

    data: dict[str, Any] | None
    errors: list[dict[str, Any]]


def read_reply(reply: Reply) -> Said:
    """The GraphQL answer in an HTTP answer; raises InvalidReply."""
    try:
        content = orjson.loads(reply.body)
    except orjson.JSONDecodeError:
        raise _no_answer(reply.status) from None
    if content.__class__ is not dict:
        raise _no_answer(reply.status)
    data = content.get("data")
    errors = content.get("errors")
    if data is not None and data.__class__ is not dict:
        raise InvalidReply("its data is no object")
    if errors is None:
        if data is None:
            raise _no_answer(reply.status)
        return Said(data, [])
    if errors.__class__ is not list:
        raise InvalidReply("its errors are no list")
    return Said(data, [error for error in errors[:_MOST_ERRORS] if error.__class__ is dict])


def message_of(error: Mapping[str, Any]) -> str:
    """An error's text, cut where no honest text goes on."""
    message = error.get("message")
    return message[:_MOST_MESSAGE] if isinstance(message, str) else "The service reported an error."


def extensions_of(error: Mapping[str, Any], service: str) -> dict[str, Any]:
    """What the subgraph said about its error, without its insides, and who said it."""
    given = error.get("extensions")
    kept = {k: v for k, v in given.items() if k not in _PRIVATE} if isinstance(given, dict) else {}
    return {"code": Code.INTERNAL.value, **kept, "service": service}


def path_of(error: Mapping[str, Any]) -> tuple[str | int, ...]:
    """Where in its own answer the subgraph says the error is; empty when it does not say."""
    path = error.get("path")
    if not isinstance(path, list) or not all(type(key) in (str, int) for key in path):
        return ()
    return tuple(path)


def _no_answer(status: int) -> InvalidReply:
    if status in (401, 403):
        code = Code.UNAUTHENTICATED if status == 401 else Code.FORBIDDEN
        return InvalidReply(f"it answered HTTP {status}", code)
    if status >= 400:
        return InvalidReply(f"it answered HTTP {status}", Code.SUBGRAPH_UNAVAILABLE)
    return InvalidReply("it is no GraphQL answer")

"""Error codes that a client may rely on, and how an error looks in an answer."""

import re
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Any

import orjson
from graphql import GraphQLError, SourceLocation


class Code(StrEnum):
    """`extensions.code` of a top-level error; refusals of a rule are data and have their own codes."""

    BAD_REQUEST = "BAD_REQUEST"
    BAD_USER_INPUT = "BAD_USER_INPUT"
    GRAPHQL_PARSE_FAILED = "GRAPHQL_PARSE_FAILED"
    GRAPHQL_VALIDATION_FAILED = "GRAPHQL_VALIDATION_FAILED"
    UNAUTHENTICATED = "UNAUTHENTICATED"
    FORBIDDEN = "FORBIDDEN"
    LIMIT_EXCEEDED = "LIMIT_EXCEEDED"
    METHOD_NOT_ALLOWED = "METHOD_NOT_ALLOWED"
    NOT_ACCEPTABLE = "NOT_ACCEPTABLE"
    UNSUPPORTED_MEDIA_TYPE = "UNSUPPORTED_MEDIA_TYPE"
    BODY_TOO_LARGE = "BODY_TOO_LARGE"
    CROSS_SITE = "CROSS_SITE"
    TIMEOUT = "TIMEOUT"
    OVERLOADED = "OVERLOADED"
    SUBGRAPH_UNAVAILABLE = "SUBGRAPH_UNAVAILABLE"
    SUBGRAPH_INVALID = "SUBGRAPH_INVALID"
    PERSISTED_QUERY_NOT_FOUND = "PERSISTED_QUERY_NOT_FOUND"
    INTERNAL = "INTERNAL"


def coded(message: str, code: Code, **extensions: Any) -> GraphQLError:
    """An error of this code without a place in the document."""
    return GraphQLError(message, extensions={"code": code.value, **extensions})


def with_code(error: GraphQLError, code: Code) -> dict[str, Any]:
    """A library's error as ours: its message, places and path, our code, and nothing else of it."""
    extensions = error.extensions or {}
    entry: dict[str, Any] = {"message": unquoted(_without_suggestion(error.message))}
    if error.locations:
        entry["locations"] = [_place(location) for location in error.locations]
    if error.path:
        entry["path"] = list(error.path)
    entry["extensions"] = extensions if "code" in extensions else {**extensions, "code": code.value}
    return entry


def formatted(errors: Iterable[GraphQLError], code: Code) -> list[dict[str, Any]]:
    """As above for several; an error that has a code keeps it."""
    return [with_code(error, code) for error in errors]


def errors_body(errors: Sequence[dict[str, Any]]) -> bytes:
    """The body of an answer to a request that did not run."""
    return orjson.dumps({"errors": errors})


def _place(location: SourceLocation) -> dict[str, int]:
    return {"line": location.line, "column": location.column}


def unquoted(message: str) -> str:
    """A library's message without the value that it quotes: clients log errors, and the value may be a name."""
    for pattern, instead in _QUOTING:
        message = pattern.sub(instead, message)
    return message


_QUOTING = (
    (re.compile(r"[,.?]? [Ff]ound:? .*", re.DOTALL), "."),
    (re.compile(r"(cannot represent[^:]*): .*", re.DOTALL), r"\1."),
    (re.compile(r"Value '.*' does not exist", re.DOTALL), "The value does not exist"),
)


def _without_suggestion(message: str) -> str:
    # "Did you mean …?" would spell out a schema that introspection does not show.
    return message.partition(" Did you mean")[0]

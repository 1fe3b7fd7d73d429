"""What can go wrong while a request runs, by its code, and how it is worded for the client."""

from __future__ import annotations

import asyncio
from typing import Any

import asyncpg
from graphql import GraphQLError

from readplan.complete import MissingValue

# What a statement may fail with; anything else is a mistake of ours and is not caught.
STATEMENT_ERRORS = (asyncpg.PostgresError, asyncpg.InterfaceError, OSError, asyncio.TimeoutError)


class Refused(Exception):
    """A field that is not answered, with a code for programs and a sentence for people."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def code_of(error: BaseException | None) -> str:
    """Name what happened for programs."""
    if isinstance(error, Refused):
        return error.code
    if isinstance(error, asyncpg.QueryCanceledError | asyncio.TimeoutError):
        return "TIMEOUT"
    if isinstance(error, asyncpg.DataError) or _is_client_side(error):
        return "BAD_USER_INPUT"
    return "INTERNAL"


def _is_client_side(error: BaseException | None) -> bool:
    """Tell whether asyncpg refused to encode an argument."""
    return isinstance(error, asyncpg.InterfaceError) and isinstance(error, ValueError)


_MESSAGES = {
    "TIMEOUT": "Reading this took too long.",
    "BAD_USER_INPUT": "An argument has a form that cannot be looked up.",
    "INTERNAL": "Something failed here; it is logged.",
}


def worded(error: GraphQLError) -> dict[str, Any]:
    """Word an error for the client; what was not foreseen is masked."""
    formatted: dict[str, Any] = dict(error.formatted)
    cause = error.original_error
    if cause is None or isinstance(cause, MissingValue | GraphQLError):
        code = "MISSING_VALUE" if isinstance(cause, MissingValue) else "BAD_REQUEST"
        formatted.setdefault("extensions", {}).setdefault("code", code)
        return formatted
    code = code_of(cause)
    formatted["message"] = str(cause) if isinstance(cause, Refused) else _MESSAGES[code]
    formatted["extensions"] = {**formatted.get("extensions", {}), "code": code}
    return formatted

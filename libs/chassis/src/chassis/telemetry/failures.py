"""Where something failed and what kind of failure it was, without its words: those may quote a child's record."""

import sys
import traceback
from collections.abc import Iterator, MutableMapping
from types import TracebackType
from typing import Any

_TOLD = ("sqlstate", "schema_name", "table_name", "column_name", "constraint_name")
"""What PostgreSQL says of a failure that names no value."""
_DEEPEST = 5


def failure_without_words(
    _logger: Any, _method: str, event: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """Replaces `exc_info` of a line by `exception`, in which no value of a record stands."""
    given = event.pop("exc_info", None)
    error = given if isinstance(given, BaseException) else _current(given)
    if error is not None:
        event["exception"] = told(error)
    return event


def told(error: BaseException) -> str:
    """The chain of failures: each one's places and its kind."""
    return "\n".join(line for one in reversed(list(_chain(error))) for line in _lines(one))


def _current(given: Any) -> BaseException | None:
    if isinstance(given, tuple):
        error: BaseException | None = given[1]
        return error
    return sys.exc_info()[1] if given else None


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    for _ in range(_DEEPEST):
        if error is None:
            return
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def _lines(error: BaseException) -> Iterator[str]:
    yield from (line.rstrip() for line in _places(error.__traceback__))
    facts = [f"{name}={value}" for name in _TOLD if (value := getattr(error, name, None))]
    yield " ".join([f"{type(error).__module__}.{type(error).__qualname__}", *facts])


def _places(where: TracebackType | None) -> list[str]:
    return traceback.format_tb(where)

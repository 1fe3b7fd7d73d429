"""The rare end of a request in which something failed: nulls travel up and errors get their paths."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from graphql import GraphQLError


class Failure:
    """Stands in the data where a value could not be had; ``error`` says why."""

    __slots__ = ("error", "whole")

    def __init__(self, error: Exception, *, whole: bool = False) -> None:
        self.error = error
        self.whole = whole  # it stands in a list but the list failed, not the item


class MissingValue(Exception):
    """A value that the schema promises is null."""


@dataclass(slots=True)
class Skeleton:
    """The schema's promises about a selection: which places may be null."""

    label: str
    required: bool = False
    items: Skeleton | None = None
    fields: dict[str, Skeleton] = field(default_factory=dict)


class _Null(Exception):
    """A promised value is missing: the place around it is null too."""


def complete(skeleton: Skeleton, data: Any) -> tuple[Any, list[GraphQLError]]:
    """Return the data with failures made null as far up as the schema demands, and the errors."""
    errors: list[GraphQLError] = []
    try:
        return _complete(skeleton, data, [], errors), errors
    except _Null:
        return None, errors


def _complete(skeleton: Skeleton, value: Any, path: list[str | int], errors: list[GraphQLError]) -> Any:
    try:
        done = _inside(skeleton, value, path, errors)
    except _Null:
        if skeleton.required:
            raise
        return None
    if done is None and skeleton.required:
        if not isinstance(value, Failure) and not _failed_list(value):
            errors.append(_missing(skeleton, path))
        raise _Null
    return done


def _inside(skeleton: Skeleton, value: Any, path: list[str | int], errors: list[GraphQLError]) -> Any:
    if isinstance(value, Failure):
        errors.append(located(value.error, path))
        return None
    if isinstance(value, list):
        if _failed_list(value):
            errors.append(located(value[0].error, path))
            return None
        items = skeleton.items
        if items is None:
            return value
        return [_complete(items, item, [*path, n], errors) for n, item in enumerate(value)]
    if isinstance(value, dict) and skeleton.fields:
        return {
            key: _complete(skeleton.fields[key], item, [*path, key], errors) for key, item in value.items()
        }
    return value


def _failed_list(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], Failure) and value[0].whole


def _missing(skeleton: Skeleton, path: list[str | int]) -> GraphQLError:
    message = f"Cannot return null for non-nullable field {skeleton.label}."
    return GraphQLError(message, path=path, original_error=MissingValue(message))


def located(error: Exception, path: list[str | int]) -> GraphQLError:
    """Give an error its path."""
    if isinstance(error, GraphQLError):
        return GraphQLError(
            error.message, path=path, original_error=error.original_error, extensions=error.extensions
        )
    return GraphQLError(str(error), path=path, original_error=error)

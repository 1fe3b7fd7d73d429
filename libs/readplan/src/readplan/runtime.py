"""The few functions that generated code calls while it runs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from readplan.complete import Failure
from readplan.scope import python_argument


def fail_one(parents: Mapping[Any, Iterable[dict[str, Any]]], key: str, error: Exception) -> None:
    """Put a failure in the place of what a statement should have given each parent."""
    failure = Failure(error)
    for nodes in parents.values():
        for node in nodes:
            node[key] = failure


def fail_many(parents: Mapping[Any, list[Any]], _key: str, error: Exception) -> None:
    """Mark each parent's list as failed."""
    failure = Failure(error, whole=True)
    for children in parents.values():
        children.insert(0, failure)


def grouped(rows: Sequence[Any]) -> dict[int, list[Any]]:
    """Group rows by the number of their parent, which is their first column."""
    groups: dict[int, list[Any]] = {}
    for row in rows:
        number = row[0]
        if number in groups:
            groups[number].append(row)
        else:
            groups[number] = [row]
    return groups


def python_arguments(arguments: Mapping[str, Any]) -> dict[str, Any]:
    """Name arguments as Python parameters."""
    return {python_argument(name): value for name, value in arguments.items()}

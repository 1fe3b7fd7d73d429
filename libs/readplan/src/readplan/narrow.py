"""Types that the checks at start-up have established, said again where a type checker cannot know."""

from __future__ import annotations

from typing import TypeVar

Kind = TypeVar("Kind")


def expected(value: object, kind: type[Kind]) -> Kind:
    """Return the value as what it must be."""
    if not isinstance(value, kind):
        raise TypeError(f"{value!r} should be a {kind.__name__}; the checks at start-up missed it.")
    return value

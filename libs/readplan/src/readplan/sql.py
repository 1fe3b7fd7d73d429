"""Pieces of SQL that a binding or a policy contributes, with their parameters kept apart from the text."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

_PLACEHOLDER = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Arg:
    """The value of an argument of the field being read, as a parameter of a statement."""

    name: str
    default: Any = None

    def or_default(self, value: Any, caller: Any) -> Any:
        """Return the value given, else the default (a value, or a function of the caller)."""
        if value is not None:
            return value
        return self.default(caller) if callable(self.default) else self.default


def arg(name: str, *, default: object | Callable[[Any], object] = None) -> Arg:
    """Name an argument of the field as a parameter: ``Sql("… <= {on}::date", on=arg("on_date"))``."""
    return Arg(name, default)


Param = Callable[[Any], object] | Arg


@dataclass(frozen=True, slots=True, init=False)
class Sql:
    """A condition or an expression: text with ``{t}`` for the row and ``{name}`` for each parameter.

    A parameter is a function of the caller or an ``arg``; its value never becomes text.
    """

    text: str
    params: tuple[tuple[str, Param], ...] = ()
    type: str | None = field(default=None)

    def __init__(self, text: str, /, **params: Param) -> None:
        object.__setattr__(self, "text", text)
        object.__setattr__(self, "params", tuple(sorted(params.items())))
        object.__setattr__(self, "type", None)

    def typed(self, type_name: str) -> Sql:
        """Return the same expression with its PostgreSQL type named, which ordering and filtering need."""
        copy = replace_text(self, self.text)
        object.__setattr__(copy, "type", type_name)
        return copy

    def placeholders(self) -> set[str]:
        """Return every name in braces."""
        return set(_PLACEHOLDER.findall(self.text))

    def render(self, names: dict[str, str]) -> str:
        """Put a piece of SQL (an alias or ``$1``) in the place of every name in braces."""
        return _PLACEHOLDER.sub(lambda found: names[found.group(1)], self.text)


def replace_text(sql: Sql, text: str) -> Sql:
    """Return a copy with other text and the same parameters."""
    copy = Sql(text)
    object.__setattr__(copy, "params", sql.params)
    object.__setattr__(copy, "type", sql.type)
    return copy


@dataclass(frozen=True, slots=True)
class Denied:
    """The policy has no row for this caller: the field answers null with an error of this code."""

    code: str = "FORBIDDEN"
    message: str = "You may not read this."


EVERYTHING = Sql("true")


def everyone(_shape: object) -> Sql:
    """Let every caller see every row: the policy of public registers."""
    return EVERYTHING


__all__ = ["EVERYTHING", "Arg", "Denied", "Param", "Sql", "arg", "everyone"]

"""Where a field's value can come from: what bindings say and the compiler reads."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from readplan.shape import Shape
from readplan.sql import Denied, Sql

Visible = Callable[[Shape], Sql | Denied]
Shown = Callable[[Shape], bool | Sql]
Column = str | Sql


@dataclass(frozen=True, slots=True)
class Through:
    """A table between two types: ``near`` names this side's key, ``far`` the other side's."""

    relation: str
    near: str
    far: str
    where: Sql | None = None


def through(relation: str, *, near: str, far: str, where: Sql | None = None) -> Through:
    """Link through a table; in ``where``, and in an order, ``{j}`` is that table and ``{t}`` the target."""
    return Through(relation, near, far, where)


@dataclass(frozen=True, slots=True)
class FromColumn:
    """A field that is a column or an expression of its row."""

    column: Column


@dataclass(frozen=True, slots=True)
class FromText:
    """A field that is one language of a language map."""

    column: str
    argument: str


@dataclass(frozen=True, slots=True)
class Given:
    """What the representation of an entity says: a field of another subgraph that `@requires` asks for."""

    name: str


def given(name: str) -> Given:
    """Name an `@external` field, as GraphQL does, that a derived field needs; null when nobody gave it."""
    return Given(name)


@dataclass(frozen=True, slots=True)
class FromDerived:
    """A field computed in Python from values of its row, and of the representation that led to it."""

    needs: tuple[Column | Given, ...]
    fn: Callable[..., object]


@dataclass(frozen=True, slots=True)
class FromBatch:
    """A field answered for all rows at once by an async function of their keys."""

    key: str
    fn: Callable[..., Awaitable[Mapping[Any, object]]]
    fetches: bool = False


@dataclass(frozen=True, slots=True)
class FromEmbed:
    """An object made of columns of the same row; null when ``unless_null`` is."""

    columns: Mapping[str, Column]
    unless_null: Column | None


@dataclass(frozen=True, slots=True)
class FromTotals:
    """An object, or one value (named ``""``), aggregated over other rows by a lateral statement."""

    over: str
    on: Sql
    visible: Visible
    values: Mapping[str, Sql]


@dataclass(frozen=True, slots=True)
class Link:
    """A field that leads to rows of other types: one row, all of them, or a page of them."""

    kind: str  # "one", "many" or "connection"
    target: type
    near: str = "id"
    far: str = "id"
    through: Through | None = None
    where: Sql | None = None
    order: tuple[Column, ...] = ()
    sorts: Mapping[str, Column] = field(default_factory=dict)
    default_sort: str | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """A link to one of several types: a column says which, another holds the key."""

    discriminator: str
    key: str
    types: Mapping[str, type]


@dataclass(frozen=True, slots=True)
class RootLink:
    """A root field: one row by unique columns, all rows, or a page of them."""

    link: Link
    unique: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RootValue:
    """A root field answered by an async function of the caller and the arguments."""

    fn: Callable[..., Awaitable[object]]


RowSource = FromColumn | FromText | FromDerived | FromEmbed | FromTotals
FieldSource = RowSource | FromBatch | Link | Choice | RootLink | RootValue


@dataclass(frozen=True, slots=True)
class Mask:
    """When a field is not shown as it is, and what is shown instead."""

    shown: Shown
    instead: Sql | None

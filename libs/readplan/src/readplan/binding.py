"""Where each field of an object type lives: the declarations a service writes beside its Strawberry types."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from readplan.relation import Relation, of_table
from readplan.sources import (
    Choice,
    Column,
    FieldSource,
    FromBatch,
    FromColumn,
    FromDerived,
    FromEmbed,
    FromText,
    FromTotals,
    Given,
    Link,
    Mask,
    RootLink,
    RootValue,
    Shown,
    Through,
    Visible,
)
from readplan.sql import Sql


@dataclass(slots=True)
class Binding:
    """A type bound to a relation; ``bind`` makes it, its methods say where the other fields live."""

    entity: type
    relation: Relation | str
    visible: Visible
    key: tuple[str, ...] = ("id",)
    about: Column | None = None
    fields: dict[str, FieldSource] = field(default_factory=dict)
    masks: dict[str, Mask] = field(default_factory=dict)
    expressions: dict[str, Column] = field(default_factory=dict)

    def column(self, name: str, column: Column) -> None:
        """Say which column or expression holds a field of another name."""
        self.fields[name] = FromColumn(column)

    def text(self, name: str, column: str | None = None, *, argument: str = "locale") -> None:
        """Say that a field is one language of a jsonb map: the argument's, the caller's, or the fallback."""
        self.fields[name] = FromText(column or name, argument)

    def derived(self, name: str, *, needs: Sequence[Column | Given], fn: Callable[..., object]) -> None:
        """Compute a field from columns or expressions of its row, or of what is ``given``, passed in order."""
        self.fields[name] = FromDerived(tuple(needs), fn)

    def batch(
        self,
        name: str,
        *,
        by: str = "id",
        fn: Callable[..., Awaitable[Mapping[Any, object]]],
        fetches: bool = False,
    ) -> None:
        """Answer a field for all rows at once: ``await fn(caller, keys, arguments)`` maps key to value.

        With ``fetches`` it is ``await fn(fetch, caller, keys, arguments)``: ``fetch(sql, *arguments)`` asks on the
        plan's own connection, because a second one would be waited for while the first is held.
        """
        self.fields[name] = FromBatch(by, fn, fetches)

    def embed(self, name: str, *, unless_null: Column | None = None, **columns: Column) -> None:
        """Make an object of columns of this row, each keyword a field of that object's type."""
        self.fields[name] = FromEmbed(columns, unless_null)

    def totals(self, name: str, *, over: str, on: Sql, visible: Visible, **values: str | Sql) -> None:
        """Aggregate other rows: each keyword is a field, its value an aggregate over ``{s}``.

        ``on`` ties ``{s}`` (a row of ``over``) to ``{t}`` (this row); ``visible`` is the figure's policy.
        """
        named = {key: value if isinstance(value, Sql) else Sql(value) for key, value in values.items()}
        self.fields[name] = FromTotals(over, on, visible, named)

    def total(self, name: str, value: str | Sql, *, over: str, on: Sql, visible: Visible) -> None:
        """Aggregate other rows into one value."""
        value = value if isinstance(value, Sql) else Sql(value)
        self.fields[name] = FromTotals(over, on, visible, {"": value})

    def one(
        self,
        name: str,
        target: type,
        *,
        by: str | None = None,
        to: str = "id",
        key: str = "id",
        through: Through | None = None,
        where: Sql | None = None,
        order: Sequence[Column] = (),
    ) -> None:
        """Link to the row whose ``to`` is this row's ``by``; through a table, to its first row by ``order``."""
        near = key if through or by is None else by
        self.fields[name] = Link("one", target, near, to, through, where, tuple(order))

    def many(
        self,
        name: str,
        target: type,
        *,
        by: str | None = None,
        key: str = "id",
        to: str = "id",
        through: Through | None = None,
        where: Sql | None = None,
        order: Sequence[Column] = (),
    ) -> None:
        """Link to all rows whose ``by`` is this row's ``key``, or to which a table between leads."""
        self.fields[name] = Link("many", target, key, by or to, through, where, tuple(order))

    def connection(
        self,
        name: str,
        target: type,
        *,
        by: str | None = None,
        key: str = "id",
        to: str = "id",
        through: Through | None = None,
        where: Sql | None = None,
        order: Mapping[str, Column] | None = None,
        default: str | None = None,
    ) -> None:
        """Link to pages of the rows ``many`` would give; ``order`` says where each sort lives."""
        far = by or to
        self.fields[name] = Link("connection", target, key, far, through, where, (), order or {}, default)

    def choice(self, name: str, *, kind: str, key: str, of: Mapping[str, type]) -> None:
        """Link to one of several types: column ``kind`` says which, column ``key`` holds its id."""
        self.fields[name] = Choice(kind, key, of)

    def mask(self, name: str, *, shown: Shown, instead: Sql | None = None) -> None:
        """Show a field only where ``shown`` says so (a condition, or an answer); else null or ``instead``."""
        self.masks[name] = Mask(shown, instead)

    def expression(self, name: str, column: Column) -> None:
        """Say where a filter's field lives when the type has no column of that name."""
        self.expressions[name] = column


@dataclass(slots=True)
class Roots:
    """The root query type; its methods say where each root field lives."""

    entity: type
    fields: dict[str, FieldSource] = field(default_factory=dict)

    def one(
        self, name: str, target: type, *, by: Mapping[str, str] | None = None, where: Sql | None = None
    ) -> None:
        """Look one row up by one of several arguments: ``by`` maps each to its unique column.

        Without ``by`` every argument is the column of its name.
        """
        self.fields[name] = RootLink(Link("one", target, where=where), by or {})

    def many(
        self, name: str, target: type, *, where: Sql | None = None, order: Sequence[Column] = ()
    ) -> None:
        """Answer all visible rows of a short list."""
        self.fields[name] = RootLink(Link("many", target, where=where, order=tuple(order)))

    def connection(
        self,
        name: str,
        target: type,
        *,
        where: Sql | None = None,
        order: Mapping[str, Column] | None = None,
        default: str | None = None,
    ) -> None:
        """Answer pages of the visible rows; ``order`` says where each sort lives."""
        link = Link("connection", target, where=where, sorts=order or {}, default_sort=default)
        self.fields[name] = RootLink(link)

    def value(self, name: str, fn: Callable[..., Awaitable[object]]) -> None:
        """Answer with ``await fn(caller, **arguments)``: a scalar, or an object with the fields' names."""
        self.fields[name] = RootValue(fn)


@dataclass(slots=True)
class Abstract:
    """An interface or union whose rows lie in one relation and say in a column of which type they are."""

    entity: type
    relation: Relation | str
    discriminator: str
    types: Mapping[str, type]


Bound = Binding | Roots | Abstract


def _relation(given: Relation | str | type) -> Relation | str:
    return of_table(given.__table__) if hasattr(given, "__table__") else given  # type: ignore[return-value]


def bind(
    entity: type,
    relation: Relation | str | type,
    *,
    visible: Visible,
    key: str | Sequence[str] = "id",
    about: Column | None = None,
) -> Binding:
    """Bind a type to a table (its SQLModel class or its name), a view, or ``keys(…)`` of another service.

    ``visible`` is asked once for each kind of caller and inserted into every statement that reads the type.
    ``key`` names the columns that identify a row and break ties of every order. ``about`` names the column
    (or an expression without parameters) of the person whom a row is about: an answer tells of whom it holds rows.
    """
    return Binding(
        entity, _relation(relation), visible, (key,) if isinstance(key, str) else tuple(key), about
    )


def roots(query: type) -> Roots:
    """Open the bindings of the query type."""
    return Roots(query)


def bind_abstract(
    abstract: type, relation: Relation | str | type, *, kind: str, of: Mapping[str, type]
) -> Abstract:
    """Bind an interface or union to a relation whose column ``kind`` says which bound type a row is."""
    return Abstract(abstract, _relation(relation), kind, of)

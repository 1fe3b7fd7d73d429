"""What must hold of columns and arguments, wherever a binding names them."""

from __future__ import annotations

from collections.abc import Iterator

from graphql import GraphQLField

from readplan.arguments import snake
from readplan.model import Model
from readplan.relation import Relation
from readplan.sources import Column, Link
from readplan.sql import Arg, Sql

PAGING = frozenset({"first", "after", "last", "before", "filter", "order_by"})
_ALIASES = frozenset({"t", "s", "j"})


def relation_to(model: Model, python_type: type) -> Relation | None:
    """The relation behind a bound type, or nothing."""
    name = model.name_of(python_type)
    found = model.types.get(name) or model.abstracts.get(name)
    return found.relation if found else None


def check_column(relation: Relation, place: str, column: Column) -> Iterator[str]:
    """A column exists; an expression names only what it is given."""
    if isinstance(column, str):
        if column not in relation.columns:
            yield f'{place}: {relation.name or "its key"} has no column "{column}"'
        return
    unknown = column.placeholders() - _ALIASES - {name for name, _ in column.params}
    if unknown:
        yield f"{place}: {', '.join(sorted(unknown))} in {column.text!r} is no parameter"


def arguments_of(column: Column | None) -> set[str]:
    """The arguments of the field that an expression uses."""
    if not isinstance(column, Sql):
        return set()
    return {snake(param.name).rstrip("_") for _, param in column.params if isinstance(param, Arg)}


def link_arguments(link: Link) -> set[str]:
    """The arguments of the field that a link's conditions use."""
    used = arguments_of(link.where) | (arguments_of(link.through.where) if link.through else set())
    return used.union(*(arguments_of(column) for column in link.order))


def check_arguments(place: str, field: GraphQLField, used: set[str]) -> Iterator[str]:
    """Each argument of the field is used, and each one used is there."""
    given = {snake(name) for name in field.args}
    for name in sorted(given - used):
        yield f"{place}: nothing uses the argument {name}"
    for name in sorted(used - given - PAGING - {"locale"}):
        yield f"{place}: there is no argument {name}"

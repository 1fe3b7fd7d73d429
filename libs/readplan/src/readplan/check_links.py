"""What must hold of links between types."""

from __future__ import annotations

from collections.abc import Iterator

from graphql import (
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    get_named_type,
)

from readplan.check_columns import check_column, relation_to
from readplan.filtering import filter_fields
from readplan.model import Model, named
from readplan.relation import Relation
from readplan.sources import Link
from readplan.sql import Sql


def check_link(
    model: Model, place: str, field: GraphQLField, link: Link, near: Relation | None
) -> Iterator[str]:
    """A link leads to something bound, by columns of equal types, in orders and filters that live somewhere."""
    target = model.name_of(link.target)
    relation = relation_to(model, link.target)
    if relation is None:
        yield f"{place} leads to {target}, which is not bound"
        return
    if near is not None:
        yield from check_column(near, place, link.near)
        yield from check_column(relation, place, link.far)
        yield from _tie(place, link, near, relation)
    yield from _link_type(place, field, link, target)
    for column in [*link.order, *link.sorts.values()]:
        name = column.removeprefix("-") if isinstance(column, str) else column
        yield from check_column(relation, place, name)
        if isinstance(column, Sql) and link.kind == "connection" and column.type is None:
            yield f"{place}: an expression to order by names its type: Sql(…).typed(…)"
    if link.kind == "connection":
        yield from _sorts(place, field, link)
        yield from _filters(model, place, field, target)


def _tie(place: str, link: Link, near: Relation, far: Relation) -> Iterator[str]:
    types = near.columns.get(link.near), far.columns.get(link.far)
    if link.kind == "connection" and types[1] == f"{types[0]}[]":
        return
    if link.through is None and None not in types and types[0] != types[1]:
        yield f"{place}: {link.near} is {types[0]} but {link.far} is {types[1]}"
    if not far.name and link.through is None and link.kind != "one":
        yield f"{place}: an entity known by its key alone has no column to find it by; link through a table"


def _link_type(place: str, field: GraphQLField, link: Link, target: str) -> Iterator[str]:
    nullable = field.type.of_type if isinstance(field.type, GraphQLNonNull) else field.type
    inner = named(nullable)
    if link.kind == "connection":
        nodes = nullable.fields.get("nodes") if isinstance(nullable, GraphQLObjectType) else None
        inner = named(nodes.type) if nodes else inner
    elif isinstance(nullable, GraphQLList) is not (link.kind == "many"):
        yield f"{place} is {field.type} but is bound with .{link.kind}"
    if inner != target:
        yield f"{place} is of {inner} but leads to {target}"


def _sorts(place: str, field: GraphQLField, link: Link) -> Iterator[str]:
    default = (link.default_sort or "").removeprefix("-")
    if default and default not in link.sorts:
        yield f"{place}: the default order {link.default_sort} is none of {', '.join(link.sorts)}"
    if "orderBy" not in field.args:
        return
    order = get_named_type(field.args["orderBy"].type)
    enum = get_named_type(order.fields["field"].type) if isinstance(order, GraphQLInputObjectType) else None
    for name in getattr(enum, "values", {}):
        if name not in link.sorts:
            yield f"{place}: nothing says how to order by {name}"


def _filters(model: Model, place: str, field: GraphQLField, target: str) -> Iterator[str]:
    if "filter" not in field.args:
        return
    input_type = get_named_type(field.args["filter"].type)
    one = model.types.get(target)
    if not isinstance(input_type, GraphQLInputObjectType) or one is None:
        yield f"{place}: only bound types have filters"
        return
    for name in filter_fields(input_type):
        python = model.python_name(input_type.name, name)
        if python not in one.columns:
            where = f"{target.lower()}.expression({python!r}, …)"
            yield f"{place}: filter {input_type.name}.{name} lives nowhere; say {where}"

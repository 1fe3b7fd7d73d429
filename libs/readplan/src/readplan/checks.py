"""What must hold before a schema is served; everything that does not is said at once."""

from __future__ import annotations

from collections.abc import Iterator

from graphql import GraphQLObjectType, GraphQLUnionType

from readplan.binding import Link, RootLink
from readplan.model import BUILT_IN, BindingError, Model, TypeModel


def check(model: Model) -> None:
    """Refuse a schema and bindings that do not fit."""
    problems = [*model.problems, *_unbound_entities(model), *_unbound_roots(model)]
    for one in model.types.values():
        problems.extend(_fields(model, one))
    if problems:
        raise BindingError(problems)


def _unbound_entities(model: Model) -> Iterator[str]:
    union = model.schema.type_map.get("_Entity")
    for member in union.types if isinstance(union, GraphQLUnionType) else ():
        if member.name not in model.types:
            yield f"{member.name} is an entity but is not bound: bind({member.name}, …, visible=…)"


def _unbound_roots(model: Model) -> Iterator[str]:
    query = model.schema.query_type
    for name in query.fields if isinstance(query, GraphQLObjectType) else ():
        source = model.roots.get(name)
        if source is None and name not in BUILT_IN:
            yield f"Query.{name} is not bound"


def _fields(model: Model, one: TypeModel) -> Iterator[str]:
    for name in one.graphql.fields:
        if name not in one.sources:
            yield f"{one.name}.{name} lives nowhere: there is no column of that name and no binding"

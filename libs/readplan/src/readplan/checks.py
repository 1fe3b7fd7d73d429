"""What must hold before a schema is served; everything that does not is said at once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from graphql import (
    GraphQLField,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLUnionType,
    get_named_type,
    is_abstract_type,
    is_object_type,
)

from readplan.arguments import snake
from readplan.check_columns import (
    PAGING,
    arguments_of,
    check_arguments,
    check_column,
    link_arguments,
    relation_to,
)
from readplan.check_links import check_link
from readplan.model import BUILT_IN, BindingError, Model, TypeModel
from readplan.relation import Relation
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
    RootLink,
)


def check(model: Model) -> None:
    """Refuse a schema and bindings that do not fit."""
    problems = [*model.problems, *_unbound(model), *_roots(model), *_payloads(model)]
    for one in model.types.values():
        problems.extend(_type(model, one))
    if problems:
        raise BindingError(dict.fromkeys(problems))


def _unbound(model: Model) -> Iterator[str]:
    union = model.schema.type_map.get("_Entity")
    for member in union.types if isinstance(union, GraphQLUnionType) else ():
        one = model.types.get(member.name)
        if one is None:
            yield f"{member.name} is an entity but is not bound: bind({member.name}, …, visible=…)"
            continue
        for column in (column for key in one.entity_keys for column in key):
            if column not in one.relation.columns:
                yield f"{member.name}: @key names {column}, which is no column"


def _roots(model: Model) -> Iterator[str]:
    query = model.schema.query_type
    if not isinstance(query, GraphQLObjectType):
        return
    for name, field in query.fields.items():
        source = model.roots.get(name)
        if source is None and name not in BUILT_IN:
            yield f"Query.{name} is not bound"
        elif isinstance(source, RootLink):
            yield from check_link(model, f"Query.{name}", field, source.link, None)
            yield from _root_arguments(model, f"Query.{name}", field, source)


def _root_arguments(model: Model, place: str, field: GraphQLField, source: RootLink) -> Iterator[str]:
    relation = relation_to(model, source.link.target)
    if source.link.kind != "one" or relation is None:
        paging = PAGING if source.link.kind == "connection" else set()
        yield from check_arguments(place, field, link_arguments(source.link) | paging)
        return
    unique = {snake(name) for name in source.unique} or {
        snake(name) for name in field.args if snake(name) in relation.columns
    }
    if not unique:
        yield f"{place} has no argument that is a unique column of {relation.name}"
    for column in source.unique.values():
        yield from check_column(relation, place, column)
    yield from check_arguments(place, field, unique | link_arguments(source.link))


def _type(model: Model, one: TypeModel) -> Iterator[str]:
    for column in one.key:
        yield from check_column(one.relation, one.name, column)
    if one.about is not None:
        yield from check_column(one.relation, f"{one.name} is about", one.about)
    for name, field in one.graphql.fields.items():
        place, source = f"{one.name}.{name}", one.sources.get(name)
        if source is None:
            yield f"{place} lives nowhere: there is no column of that name and no binding"
        else:
            yield from _source(model, one, place, field, source)
    for name, mask in one.masks.items():
        if mask.instead is not None and not isinstance(one.sources.get(name), FromColumn | FromText):
            yield f"{one.name}.{name}: a mask with a text instead needs a column"


def _source(
    model: Model, one: TypeModel, place: str, field: GraphQLField, source: FieldSource
) -> Iterator[str]:
    if isinstance(source, Link):
        yield from check_link(model, place, field, source, one.relation)
        paging = PAGING if source.kind == "connection" else set()
        yield from check_arguments(place, field, link_arguments(source) | paging)
    elif isinstance(source, Choice):
        yield from _choice(model, one.relation, place, source)
        yield from check_arguments(place, field, set())
    elif isinstance(source, FromBatch):
        yield from check_column(one.relation, place, source.key)
    else:
        yield from _own(model, one, place, field, source)


def _choice(model: Model, relation: Relation, place: str, choice: Choice) -> Iterator[str]:
    yield from check_column(relation, place, choice.discriminator)
    yield from check_column(relation, place, choice.key)
    for target in choice.types.values():
        if model.name_of(target) not in model.types:
            yield f"{place} leads to {model.name_of(target)}, which is not bound"


def _own(model: Model, one: TypeModel, place: str, field: GraphQLField, source: FieldSource) -> Iterator[str]:
    """Check a field that lives in its own row."""
    columns: list[Column] = []
    used: set[str] = set()
    match source:
        case FromColumn(column):
            columns = [column]
            if is_object_type(get_named_type(field.type)):
                yield f"{place} is an object but is bound to a column"
        case FromText(column, argument):
            columns, used = [column], {argument}
        case FromDerived(needs, _):
            columns = [need for need in needs if not _is_total(need) and not isinstance(need, Given)]
            for need in needs:
                yield from _need(one, model, place, need)
        case FromEmbed(given, unless_null):
            columns = [*given.values(), *([unless_null] if unless_null is not None else [])]
            yield from _embedded(model, place, field, set(given))
        case FromTotals():
            used = arguments_of(source.on).union(*(arguments_of(value) for value in source.values.values()))
            if "" not in source.values:
                yield from _embedded(model, place, field, set(source.values))
    for column in columns:
        yield from check_column(one.relation, place, column)
    yield from check_arguments(place, field, used.union(*(arguments_of(column) for column in columns)))


def _is_total(need: Column | Given) -> bool:
    return isinstance(need, str) and "." in need


def _need(one: TypeModel, model: Model, place: str, need: Column | Given) -> Iterator[str]:
    if isinstance(need, Given) and need.name not in model.externals.get(one.name, ()):
        yield f"{place} needs {need.name}, which is no @external field of {one.name}"
    if not isinstance(need, str) or "." not in need:
        return
    field, _, value = need.partition(".")
    names = {model.python_name(one.name, known): known for known in one.graphql.fields}
    source = one.sources.get(names.get(field, field))
    if not isinstance(source, FromTotals) or value not in source.values:
        yield f"{place} needs {need}, which is no total"


def _embedded(model: Model, place: str, field: GraphQLField, given: set[str]) -> Iterator[str]:
    inner = get_named_type(field.type)
    if not isinstance(inner, GraphQLObjectType):
        yield f"{place} is no object but is bound to several values"
        return
    wanted = {model.python_name(inner.name, name) for name in inner.fields}
    for name in sorted(wanted - given):
        yield f"{place}: {inner.name}.{name} is not given"
    for name in sorted(given - wanted):
        yield f"{place}: {inner.name} has no field {name}"


def _payloads(model: Model) -> Iterator[str]:
    """Entities that resolvers name may be invisible, so such fields are nullable."""
    for root in (model.schema.mutation_type, model.schema.subscription_type):
        for outer in root.fields.values() if root else ():
            payload = get_named_type(outer.type)
            for name, field in getattr(payload, "fields", {}).items():
                inner = get_named_type(field.type)
                if inner.name in model.types and not is_abstract_type(payload) and _promises(field.type):
                    yield f"{payload.name}.{name} names an entity, which may be invisible: make it nullable"


def _promises(graphql_type: Any) -> bool:
    """Tell whether the innermost place is promised."""
    if isinstance(graphql_type, GraphQLNonNull):
        inner = graphql_type.of_type
        return _promises(inner) if isinstance(inner, GraphQLList) else True
    return _promises(graphql_type.of_type) if isinstance(graphql_type, GraphQLList) else False

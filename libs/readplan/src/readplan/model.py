"""Bindings resolved against the schema: what the compiler looks a field up in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import strawberry
from graphql import GraphQLObjectType, GraphQLSchema, get_named_type
from strawberry.federation.schema_directives import External
from strawberry.types.base import StrawberryObjectDefinition

from readplan.binding import Abstract, Binding, Bound, Roots
from readplan.relation import Relation, relations_of
from readplan.sources import Column, FieldSource, FromColumn, FromDerived, Given, Mask, Visible

BUILT_IN = frozenset({"_entities", "_service"})


class BindingError(Exception):
    """The schema and its bindings disagree; the message lists every place."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = list(problems)
        super().__init__(
            "readplan cannot serve this schema:\n" + "\n".join(f"  - {p}" for p in self.problems)
        )


@dataclass(frozen=True, slots=True)
class TypeModel:
    """One bound object type."""

    name: str
    graphql: GraphQLObjectType
    relation: Relation
    visible: Visible
    key: tuple[str, ...]
    sources: Mapping[str, FieldSource]
    masks: Mapping[str, Mask]
    columns: Mapping[str, Any]  # filter field (as in Python) → column or expression
    entity_keys: tuple[tuple[str, ...], ...]
    about: Column | None = None


@dataclass(frozen=True, slots=True)
class AbstractModel:
    """One bound interface or union."""

    name: str
    relation: Relation
    discriminator: str
    types: Mapping[str, TypeModel]


@dataclass(slots=True)
class Model:
    """Everything bound, by GraphQL names."""

    schema: GraphQLSchema
    types: dict[str, TypeModel] = field(default_factory=dict)
    abstracts: dict[str, AbstractModel] = field(default_factory=dict)
    roots: dict[str, FieldSource] = field(default_factory=dict)
    relations: dict[str, Relation] = field(default_factory=dict)
    python_names: dict[str, dict[str, str]] = field(default_factory=dict)  # type → GraphQL field → Python
    externals: dict[str, set[str]] = field(default_factory=dict)  # type → fields that other subgraphs answer
    problems: list[str] = field(default_factory=list)

    def name_of(self, python_type: Any) -> str:
        """Name a Strawberry type in the schema."""
        definition = getattr(python_type, "__strawberry_definition__", None)
        return str(definition.name if definition else python_type.graphql_name)

    def python_name(self, type_name: str, field_name: str) -> str:
        """Name a field as its Strawberry class does."""
        return self.python_names.get(type_name, {}).get(field_name, field_name)


def resolve(schema: strawberry.Schema, bindings: Iterable[Bound], metadata: object | None) -> Model:
    """Resolve every name of every binding, collecting what does not fit in ``problems``."""
    model = Model(schema._schema, relations=relations_of(metadata) if metadata is not None else {})
    _read_names(schema, model)
    bound = list(bindings)
    for one in bound:
        if isinstance(one, Binding):
            model.types[model.name_of(one.entity)] = _type(model, one)
        elif isinstance(one, Roots):
            query = model.schema.query_type
            if query is not None:
                model.roots = _by_graphql_name(model, query, one.fields)
    for one in bound:
        if isinstance(one, Abstract):
            _abstract(model, one)
    return model


def _read_names(schema: strawberry.Schema, model: Model) -> None:
    for name, concrete in schema.schema_converter.type_map.items():
        definition = concrete.definition
        if isinstance(definition, StrawberryObjectDefinition):
            names = {schema.config.name_converter.from_field(f): f.python_name for f in definition.fields}
            model.python_names[name] = names
            model.externals[name] = {
                schema.config.name_converter.from_field(field)
                for field in definition.fields
                if any(isinstance(directive, External) for directive in field.directives)
            }


def _type(model: Model, binding: Binding) -> TypeModel:
    name = model.name_of(binding.entity)
    graphql = model.schema.type_map.get(name)
    if not isinstance(graphql, GraphQLObjectType):
        model.problems.append(f"{name} is bound but the schema has no such object type")
        graphql = GraphQLObjectType(name, {})
    table = _relation(model, binding.relation, name)
    sources = _by_graphql_name(model, graphql, binding.fields)
    for field_name in graphql.fields:
        column = model.python_name(name, field_name)
        if field_name not in sources and column in table.columns:
            sources[field_name] = FromColumn(column)
        elif field_name not in sources and field_name in model.externals.get(name, ()):
            sources[field_name] = FromDerived((Given(field_name),), _as_it_is)
    return TypeModel(
        name,
        graphql,
        table,
        binding.visible,
        binding.key,
        sources,
        _by_graphql_name(model, graphql, binding.masks),
        {**{column: column for column in table.columns}, **binding.expressions},
        _entity_keys(model, binding.entity, name),
        binding.about,
    )


def _as_it_is(value: Any) -> Any:
    return value


def _relation(model: Model, given: Relation | str, type_name: str) -> Relation:
    if isinstance(given, Relation):
        return given
    if given not in model.relations:
        model.problems.append(
            f'{type_name}: relation "{given}" is unknown; pass metadata=, its SQLModel class, or relation(…)'
        )
    return model.relations.get(given, Relation(given, {}))


def _by_graphql_name(model: Model, graphql: GraphQLObjectType, given: Mapping[str, Any]) -> dict[str, Any]:
    known = {model.python_name(graphql.name, name): name for name in graphql.fields}
    known.update({name: name for name in graphql.fields})
    for name in given:
        if name not in known:
            model.problems.append(f"{graphql.name}.{name} is bound but the type has no such field")
    return {known[name]: source for name, source in given.items() if name in known}


def _entity_keys(model: Model, entity: Any, type_name: str) -> tuple[tuple[str, ...], ...]:
    """Read the columns of each ``@key``; a key that reaches into another type cannot be a look-up."""
    found: list[tuple[str, ...]] = []
    directives = entity.__strawberry_definition__.directives or ()
    for directive in directives:
        if type(directive).__name__ != "Key" or directive.resolvable is False:
            continue
        found.append(tuple(model.python_name(type_name, name) for name in str(directive.fields).split()))
    return tuple(found)


def _abstract(model: Model, abstract: Abstract) -> None:
    name = model.name_of(abstract.entity)
    types: dict[str, TypeModel] = {}
    for kind, python_type in abstract.types.items():
        type_name = model.name_of(python_type)
        if type_name in model.types:
            types[kind] = model.types[type_name]
        else:
            model.problems.append(f"{name}: {type_name} must be bound too, with its own visibility")
    table = _relation(model, abstract.relation, name)
    model.abstracts[name] = AbstractModel(name, table, abstract.discriminator, types)


def named(graphql_type: Any) -> str:
    """Name the type inside lists and non-nulls."""
    return str(get_named_type(graphql_type).name)

"""A Federation 2 subgraph out of SDL and dictionaries, as the specification says one behaves."""

from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeGuard

from graphql import (
    DefinitionNode,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLUnionType,
    ObjectTypeDefinitionNode,
    ObjectTypeExtensionNode,
    build_ast_schema,
    default_field_resolver,
    parse,
)

LINK = """
extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: [
  "@key", "@shareable", "@external", "@requires", "@provides", "@override", "@inaccessible", "@tag",
  "@interfaceObject", "@authenticated", "@requiresScopes", "@policy", "@cost", "@listSize"])
"""
_ENTITIES = "scalar _Any union _Entity = {names} "
_ENTITIES_FIELD = "_entities(representations: [_Any!]!): [_Entity]!"

Resolver = Callable[..., Any]
Reference = Callable[[dict[str, Any]], dict[str, Any] | None]


@dataclass(frozen=True, slots=True)
class Subgraph:
    """`resolvers` by `Type.field`; `references` by type: from a representation to the entity's dictionary."""

    name: str
    sdl: str
    resolvers: Mapping[str, Resolver] = field(default_factory=dict)
    references: Mapping[str, Reference] = field(default_factory=dict)
    streams: Mapping[str, Callable[..., AsyncIterator[Any]]] = field(default_factory=dict)

    @property
    def source(self) -> str:
        """What the composer reads."""
        return LINK + self.sdl

    def schema(self) -> GraphQLSchema:
        """What the subgraph executes."""
        document = parse(self.sdl)
        entities = sorted({d.name.value for d in document.definitions if _is_entity(d)})
        has_query = any(_name(d) == "Query" for d in document.definitions)
        added = _ENTITIES.format(names=" | ".join(entities)) if entities else ""
        opening = "extend type Query" if has_query else "type Query"
        added += f"{opening} {{ {_ENTITIES_FIELD if entities else '_none: Boolean'} }}"
        schema = build_ast_schema(parse(self.sdl + added), assume_valid=True, assume_valid_sdl=True)
        self._attach(schema)
        return schema

    def _attach(self, schema: GraphQLSchema) -> None:
        for kind in schema.type_map.values():
            # Introspection types are shared by all schemas of the process.
            if isinstance(kind, GraphQLObjectType) and not kind.name.startswith("__"):
                for name, definition in kind.fields.items():
                    definition.resolve = self.resolvers.get(f"{kind.name}.{name}", default_field_resolver)
                    definition.subscribe = self.streams.get(f"{kind.name}.{name}")
            elif isinstance(kind, GraphQLUnionType):
                kind.resolve_type = None
        if schema.query_type is not None and "_entities" in schema.query_type.fields:
            schema.query_type.fields["_entities"].resolve = self._entities

    def _entities(
        self, _root: Any, _info: Any, representations: list[dict[str, Any]]
    ) -> list[dict[str, Any] | None]:
        found = []
        for representation in representations:
            name = representation["__typename"]
            entity = self.references[name](representation)
            found.append(None if entity is None else {"__typename": name, **entity})
        return found


def _name(definition: DefinitionNode) -> str:
    return str(getattr(getattr(definition, "name", None), "value", ""))


def _is_entity(definition: DefinitionNode) -> TypeGuard[ObjectTypeDefinitionNode | ObjectTypeExtensionNode]:
    return isinstance(definition, ObjectTypeDefinitionNode | ObjectTypeExtensionNode) and any(
        directive.name.value == "key" for directive in definition.directives or ()
    )

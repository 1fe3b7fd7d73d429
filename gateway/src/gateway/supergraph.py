"""A supergraph as the gateway uses it: its planner, what clients see of it, and where its subgraphs are."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from graphql import (
    DefinitionNode,
    DirectiveDefinitionNode,
    DocumentNode,
    EnumTypeDefinitionNode,
    GraphQLError,
    GraphQLSchema,
    ObjectTypeDefinitionNode,
    StringValueNode,
    build_ast_schema,
    parse,
    specified_directives,
    specified_scalar_types,
)

from chassis.graphql import Weights
from gateway.access import AccessRules
from gateway.executor.types import Types
from gateway.planner import Planner, SupergraphError, ThoroughPlanner

_MACHINERY = ("join__", "link__", "core__", "federation__", "context__", "__")
_PERCENT = re.compile(r'overrideLabel: "percent\(([0-9.]+)\)"')
_INTROSPECTION = ("__schema", "__type")


@dataclass(frozen=True, slots=True)
class Supergraph:
    """Everything read from one supergraph file."""

    planner: Planner
    schema: GraphQLSchema
    types: Types
    urls: Mapping[str, str]
    weights: Weights
    access: AccessRules
    percentages: tuple[float, ...]
    hides_types: bool


class SupergraphRefused(Exception):
    """The file is no supergraph that can be served; the text says why in one sentence."""


def read_supergraph(file: Path, plan_with: Callable[[str], Planner] = ThoroughPlanner) -> Supergraph:
    """Loads a file. Raises SupergraphRefused."""
    try:
        return load_supergraph(file.read_text("utf-8"), plan_with)
    except (OSError, UnicodeDecodeError) as error:
        raise SupergraphRefused(f"{file} cannot be read: {error}.") from error


def load_supergraph(sdl: str, plan_with: Callable[[str], Planner] = ThoroughPlanner) -> Supergraph:
    """Loads the text of a supergraph. Raises SupergraphRefused."""
    try:
        document = parse(sdl, no_location=True)
        urls = _urls(document)
        if not urls:
            raise SupergraphRefused("This is no supergraph: no enum join__Graph names its subgraphs.")
        planner = plan_with(sdl)
        return Supergraph(
            planner=planner,
            schema=_public_schema(planner.public_schema),
            types=Types(_whole_schema(document)),
            urls=urls,
            weights=Weights.of(document),
            access=AccessRules.of(document),
            percentages=tuple(sorted({float(found) for found in _PERCENT.findall(sdl)})),
            hides_types="@inaccessible" in sdl,
        )
    except (GraphQLError, SupergraphError, TypeError) as error:
        raise SupergraphRefused(f"This is no supergraph: {str(error).splitlines()[0]}") from error


def _urls(document: DocumentNode) -> dict[str, str]:
    urls: dict[str, str] = {}
    for definition in document.definitions:
        if isinstance(definition, EnumTypeDefinitionNode) and definition.name.value == "join__Graph":
            for value in definition.values or ():
                for graph in value.directives or ():
                    given = {a.name.value: a.value for a in graph.arguments or ()}
                    urls[_text(given.get("name"))] = _text(given.get("url"))
    return urls


def _text(node: object) -> str:
    return node.value if isinstance(node, StringValueNode) else ""


def _whole_schema(document: DocumentNode) -> GraphQLSchema:
    return build_ast_schema(document, assume_valid=True, assume_valid_sdl=True)


def _public_schema(sdl: str) -> GraphQLSchema:
    """The planner's public schema without the introspection and machinery that it prints along."""
    definitions = tuple(
        d for d in map(_without_introspection, parse(sdl, no_location=True).definitions) if _is_ours(d)
    )
    return build_ast_schema(DocumentNode(definitions=definitions), assume_valid=True, assume_valid_sdl=True)


def _is_ours(definition: DefinitionNode) -> bool:
    name = getattr(getattr(definition, "name", None), "value", "")
    if isinstance(definition, DirectiveDefinitionNode):
        return name not in _STANDARD_DIRECTIVES
    return not name.startswith(_MACHINERY) and name not in specified_scalar_types


def _without_introspection(definition: DefinitionNode) -> DefinitionNode:
    if isinstance(definition, ObjectTypeDefinitionNode) and definition.fields:
        kept = tuple(field for field in definition.fields if field.name.value not in _INTROSPECTION)
        if len(kept) != len(definition.fields):
            facts = {key: getattr(definition, key) for key in definition.keys if key not in ("loc", "fields")}
            return ObjectTypeDefinitionNode(fields=kept, **facts)
    return definition


_STANDARD_DIRECTIVES = frozenset(directive.name for directive in specified_directives)

"""What a field costs and how long its list is, read from `@cost` and `@listSize` in a schema document."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from graphql import (
    DirectiveNode,
    DocumentNode,
    InterfaceTypeDefinitionNode,
    InterfaceTypeExtensionNode,
    ObjectTypeDefinitionNode,
    ObjectTypeExtensionNode,
    value_from_ast_untyped,
)

_COST = ("cost", "federation__cost")
_LIST_SIZE = ("listSize", "federation__listSize")
_TYPES = (
    ObjectTypeDefinitionNode,
    ObjectTypeExtensionNode,
    InterfaceTypeDefinitionNode,
    InterfaceTypeExtensionNode,
)


@dataclass(frozen=True, slots=True)
class ListSize:
    """How `@listSize` describes a field."""

    assumed: int | None = None
    slicing: tuple[str, ...] = ()
    sized_fields: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Weights:
    """Costs and sizes by (type, field); a schema without the directives has none."""

    costs: Mapping[tuple[str, str], int] = field(default_factory=dict)
    sizes: Mapping[tuple[str, str], ListSize] = field(default_factory=dict)

    @classmethod
    def of(cls, document: DocumentNode) -> "Weights":
        """Reads a subgraph's schema or a supergraph."""
        costs: dict[tuple[str, str], int] = {}
        sizes: dict[tuple[str, str], ListSize] = {}
        for coordinate, directive in _field_directives(document):
            arguments = {a.name.value: value_from_ast_untyped(a.value) for a in directive.arguments or ()}
            if directive.name.value in _COST:
                costs[coordinate] = int(arguments["weight"])
            elif directive.name.value in _LIST_SIZE:
                sizes[coordinate] = _list_size(arguments)
        return cls(costs, sizes)


def _field_directives(document: DocumentNode) -> Iterator[tuple[tuple[str, str], DirectiveNode]]:
    for definition in document.definitions:
        if isinstance(definition, _TYPES):
            for member in definition.fields or ():
                for directive in member.directives or ():
                    yield (definition.name.value, member.name.value), directive


def _list_size(arguments: dict[str, Any]) -> ListSize:
    return ListSize(
        assumed=arguments.get("assumedSize"),
        slicing=tuple(arguments.get("slicingArguments") or ()),
        sized_fields=frozenset(arguments.get("sizedFields") or ()),
    )

"""Reads a supergraph a second way: what a subgraph computes from required fields stands in a subgraph of its own.

The planner cannot plan a field with `@requires` on an entity that an entity fetch of the same type, in the same
subgraph, led to (`friend { badge }`). Told that another subgraph computes the field, it plans the very fetches that
are needed; that the other has the same address only the executor knows.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

from graphql import (
    ConstDirectiveNode,
    DefinitionNode,
    DocumentNode,
    EnumTypeDefinitionNode,
    EnumValueDefinitionNode,
    EnumValueNode,
    FieldDefinitionNode,
    InterfaceTypeDefinitionNode,
    NameNode,
    Node,
    ObjectTypeDefinitionNode,
    SchemaDefinitionNode,
    StringValueNode,
    parse,
    print_ast,
)

_GRAPH_SUFFIX, _NAME_SUFFIX = "__REQUIRES", "__requires"
_OF_A_GRAPH = frozenset(
    {"join__type", "join__implements", "join__unionMember", "join__enumValue", "join__field"}
)
_SERVICE = re.compile(rf'("serviceName":"[^"]*){_NAME_SUFFIX}"')
_WITH_FIELDS = (ObjectTypeDefinitionNode, InterfaceTypeDefinitionNode)

N = TypeVar("N", bound=Node)


def read_again(supergraph: str) -> str | None:
    """The supergraph with those subgraphs split; None when no field requires another."""
    document = parse(supergraph, no_location=True)
    reading = _Reading(document)
    if not reading.graphs:
        return None
    return print_ast(DocumentNode(definitions=tuple(map(reading.definition, document.definitions))))


def with_real_services(plan: str) -> str:
    """A plan for the split supergraph, with the names that its subgraphs have."""
    return _SERVICE.sub(r'\1"', plan)


class _Reading:
    def __init__(self, document: DocumentNode) -> None:
        self._roots = {
            operation.type.name.value
            for definition in document.definitions
            if isinstance(definition, SchemaDefinitionNode)
            for operation in definition.operation_types
        }
        self._requiring: dict[str, set[str]] = defaultdict(set)
        for definition in document.definitions:
            if isinstance(definition, _WITH_FIELDS):
                for graph in _requiring_graphs(definition):
                    self._requiring[definition.name.value].add(graph)
        self.graphs = set().union(*self._requiring.values()) if self._requiring else set()

    def definition(self, node: DefinitionNode) -> DefinitionNode:
        """One definition of the document, read the second way."""
        if isinstance(node, EnumTypeDefinitionNode):
            values = [known for value in node.values or () for known in self._value(node, value)]
            return _changed(node, values=tuple(values), directives=self._doubled(node.directives))
        if isinstance(node, _WITH_FIELDS):
            fields = tuple(self._field(node, field) for field in node.fields or ())
            return _changed(node, fields=fields, directives=self._doubled(node.directives))
        if getattr(node, "directives", None):
            return _changed(node, directives=self._doubled(node.directives))  # type: ignore[attr-defined]
        return node

    def _value(
        self, enum: EnumTypeDefinitionNode, value: EnumValueDefinitionNode
    ) -> Iterator[EnumValueDefinitionNode]:
        yield _changed(value, directives=self._doubled(value.directives))
        if enum.name.value == "join__Graph" and value.name.value in self.graphs:
            directives = tuple(map(_renamed, value.directives or ()))
            name = NameNode(value=value.name.value + _GRAPH_SUFFIX)
            yield _changed(value, name=name, directives=directives)

    def _field(self, on: DefinitionNode, field: FieldDefinitionNode) -> FieldDefinitionNode:
        kind: str = on.name.value  # type: ignore[attr-defined]
        if kind in self._roots:
            return field
        directives: list[ConstDirectiveNode] = []
        for directive in field.directives or ():
            graph = _argument(directive, "graph")
            if graph not in self.graphs:
                directives.append(directive)
            elif graph not in self._requiring[kind]:
                directives += (directive, _moved(directive))
            elif _argument(directive, "requires") is not None:
                directives.append(_moved(directive))
            else:
                stays = _argument(directive, "external") is None and not _is_key(on, graph, field.name.value)
                directives += (directive,) if stays else (directive, _moved(directive))
        return _changed(field, directives=tuple(directives))

    def _doubled(self, directives: tuple[ConstDirectiveNode, ...] | None) -> tuple[ConstDirectiveNode, ...]:
        found: list[ConstDirectiveNode] = []
        for directive in directives or ():
            found.append(directive)
            if directive.name.value in _OF_A_GRAPH and _argument(directive, "graph") in self.graphs:
                found.append(_moved(directive))
        return tuple(found)


def _requiring_graphs(definition: ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode) -> Iterator[str]:
    for field in definition.fields or ():
        for directive in field.directives or ():
            graph = _argument(directive, "graph")
            if graph is not None and _argument(directive, "requires") is not None:
                yield graph


def _is_key(on: Any, graph: str, field: str) -> bool:
    """Whether the field stands at the top of one of the type's keys in a subgraph."""
    for directive in on.directives or ():
        key = _argument(directive, "key")
        if key is not None and _argument(directive, "graph") == graph:
            selections = parse(f"{{ {key} }}", no_location=True).definitions[0].selection_set.selections  # type: ignore[attr-defined]
            if any(selection.name.value == field for selection in selections):
                return True
    return False


def _argument(directive: ConstDirectiveNode, name: str) -> str | None:
    for argument in directive.arguments or ():
        if argument.name.value == name:
            return str(getattr(argument.value, "value", ""))
    return None


def _moved(directive: ConstDirectiveNode) -> ConstDirectiveNode:
    """The directive, said of the subgraph that computes."""
    graph = _argument(directive, "graph") or ""
    return _with_argument(directive, "graph", EnumValueNode(value=graph + _GRAPH_SUFFIX))


def _renamed(directive: ConstDirectiveNode) -> ConstDirectiveNode:
    name = _argument(directive, "name") or ""
    return _with_argument(directive, "name", StringValueNode(value=name + _NAME_SUFFIX))


def _with_argument(
    directive: ConstDirectiveNode, name: str, value: EnumValueNode | StringValueNode
) -> ConstDirectiveNode:
    arguments = tuple(
        _changed(argument, value=value) if argument.name.value == name else argument
        for argument in directive.arguments or ()
    )
    return _changed(directive, arguments=arguments)


def _changed(node: N, **facts: Any) -> N:
    """A copy of a node, which cannot be changed, with other facts."""
    kept: Mapping[str, Any] = {key: getattr(node, key) for key in node.keys if key != "loc"}
    return type(node)(**{**kept, **facts})

"""A mutation's document as graphql-core runs it: entities answer only their type's name."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from graphql import (
    DefinitionNode,
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLNamedType,
    GraphQLObjectType,
    InlineFragmentNode,
    NameNode,
    SelectionNode,
    SelectionSetNode,
    get_named_type,
    is_abstract_type,
)

from readplan.cache import ByShape
from readplan.document import Parsed
from readplan.model import Model
from readplan.narrow import expected
from readplan.restrict import rebuilt


@dataclass(slots=True)
class Payload:
    """A rewritten document, which original fields its fields stand for, and the plans of those."""

    document: DocumentNode
    nodes: dict[int, list[FieldNode]]
    plans: dict[tuple[int, ...], ByShape[Any]] = field(default_factory=dict)


def rewritten(model: Model, parsed: Parsed) -> Payload:
    """Rewrite an operation so that every selection on a bound type is left to a plan."""
    nodes: dict[int, list[FieldNode]] = {}
    schema = model.schema
    root = expected(schema.get_root_type(parsed.kind), GraphQLObjectType)
    rewrite = _Rewriter(model, nodes)
    definitions: list[DefinitionNode] = [
        rebuilt(parsed.operation, rewrite.selections(root, parsed.operation.selection_set))
    ]
    for fragment in parsed.fragments.values():
        on = schema.type_map[fragment.type_condition.name.value]
        definitions.append(
            FragmentDefinitionNode(
                name=fragment.name,
                type_condition=fragment.type_condition,
                directives=fragment.directives,
                selection_set=rewrite.selections(on, fragment.selection_set),
            )
        )
    return Payload(DocumentNode(definitions=tuple(definitions)), nodes)


@dataclass(slots=True)
class _Rewriter:
    model: Model
    nodes: dict[int, list[FieldNode]]

    def selections(self, on: GraphQLNamedType, given: SelectionSetNode) -> SelectionSetNode:
        if self._is_read(on):
            return given
        return SelectionSetNode(selections=tuple(self._selection(on, node) for node in given.selections))

    def _is_read(self, on: GraphQLNamedType) -> bool:
        if is_abstract_type(on):
            return all(one.name in self.model.types for one in self.model.schema.get_possible_types(on))
        return on.name in self.model.types

    def _selection(self, on: GraphQLNamedType, node: SelectionNode) -> SelectionNode:
        if isinstance(node, FragmentSpreadNode):
            return node
        if isinstance(node, InlineFragmentNode):
            inner = self.model.schema.type_map[node.type_condition.name.value] if node.type_condition else on
            return InlineFragmentNode(
                type_condition=node.type_condition,
                directives=node.directives,
                selection_set=self.selections(inner, node.selection_set),
            )
        return self._field(on, expected(node, FieldNode))

    def _field(self, on: Any, node: FieldNode) -> FieldNode:
        if node.selection_set is None:
            return node
        inner = get_named_type(on.fields[node.name.value].type)
        read = self._is_read(inner)
        copy = FieldNode(
            name=node.name,
            alias=node.alias,
            arguments=node.arguments,
            directives=node.directives,
            selection_set=_TYPENAME if read else self.selections(inner, node.selection_set),
            loc=node.loc,
        )
        if read:
            self.nodes[id(copy)] = [node]
        return copy


_TYPENAME = SelectionSetNode(selections=(FieldNode(name=NameNode(value="__typename")),))

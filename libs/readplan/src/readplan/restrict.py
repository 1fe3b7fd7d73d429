"""Documents rewritten for graphql-core: only some root fields, or without what plans answer."""

from __future__ import annotations

from collections.abc import Set

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
)

from readplan.document import Parsed
from readplan.narrow import expected


def restricted(parsed: Parsed, names: Set[str]) -> DocumentNode:
    """Return the document with only these root fields."""
    selections = _only(parsed, parsed.operation.selection_set, names)
    operation = rebuilt(parsed.operation, selections)
    fragments = [d for d in parsed.document.definitions if isinstance(d, FragmentDefinitionNode)]
    return DocumentNode(definitions=(operation, *fragments))


def rebuilt(operation: OperationDefinitionNode, selections: SelectionSetNode) -> OperationDefinitionNode:
    """Return the operation with other selections."""
    return OperationDefinitionNode(
        operation=operation.operation,
        name=operation.name,
        variable_definitions=operation.variable_definitions,
        directives=operation.directives,
        selection_set=selections,
        loc=operation.loc,
    )


def _only(parsed: Parsed, selections: SelectionSetNode, names: Set[str]) -> SelectionSetNode:
    kept: list[SelectionNode] = []
    for node in selections.selections:
        if isinstance(node, FieldNode):
            if node.name.value in names:
                kept.append(node)
            continue
        if isinstance(node, FragmentSpreadNode):
            inner = parsed.fragments[node.name.value].selection_set
        else:
            inner = expected(node, InlineFragmentNode).selection_set
        kept.append(InlineFragmentNode(directives=node.directives, selection_set=_only(parsed, inner, names)))
    return SelectionSetNode(selections=tuple(kept))

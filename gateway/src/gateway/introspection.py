"""Splits an operation into what the schema itself answers and what subgraphs are asked."""

from collections.abc import Callable, Mapping
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLSchema,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
    execute_sync,
)

_SCHEMA_FIELDS = frozenset({"__schema", "__type"})
Keep = Callable[[FieldNode], bool]
Fragments = Mapping[str, FragmentDefinitionNode]


def asks_schema(operation: OperationDefinitionNode, fragments: Fragments) -> bool:
    """Whether the operation reads the schema."""
    return _kept(operation.selection_set, fragments, _is_schema_field) is not None


def for_subgraphs(operation: OperationDefinitionNode, fragments: Fragments) -> OperationDefinitionNode | None:
    """The operation without what the gateway knows itself; None if nothing is left."""
    return _only(operation, fragments, lambda field: not field.name.value.startswith("__"))


def introspect(
    schema: GraphQLSchema,
    operation: OperationDefinitionNode,
    fragments: Fragments,
    variables: Mapping[str, Any],
) -> dict[str, Any]:
    """What the schema answers of the operation."""
    kept = _only(operation, fragments, _is_schema_field)
    if kept is None:
        return {}
    document = DocumentNode(definitions=(kept, *fragments.values()))
    return dict(execute_sync(schema, document, variable_values=dict(variables)).data or {})


def _is_schema_field(field: FieldNode) -> bool:
    return field.name.value in _SCHEMA_FIELDS


def _only(
    operation: OperationDefinitionNode, fragments: Fragments, keep: Keep
) -> OperationDefinitionNode | None:
    selections = _kept(operation.selection_set, fragments, keep)
    if selections is None:
        return None
    return OperationDefinitionNode(
        operation=operation.operation,
        name=operation.name,
        variable_definitions=operation.variable_definitions,
        directives=operation.directives,
        selection_set=selections,
    )


def _kept(selections: SelectionSetNode, fragments: Fragments, keep: Keep) -> SelectionSetNode | None:
    kept = [
        found for node in selections.selections if (found := _kept_node(node, fragments, keep)) is not None
    ]
    return SelectionSetNode(selections=tuple(kept)) if kept else None


def _kept_node(node: SelectionNode, fragments: Fragments, keep: Keep) -> SelectionNode | None:
    if isinstance(node, FieldNode):
        return node if keep(node) else None
    if isinstance(node, FragmentSpreadNode):
        # A spread at the root becomes its selections: the fragment may be used whole elsewhere.
        fragment = fragments[node.name.value]
        return _inline(fragment.type_condition, fragment.selection_set, node, fragments, keep)
    if isinstance(node, InlineFragmentNode):
        return _inline(node.type_condition, node.selection_set, node, fragments, keep)
    return None


def _inline(
    condition: Any, selections: SelectionSetNode, node: SelectionNode, fragments: Fragments, keep: Keep
) -> SelectionNode | None:
    kept = _kept(selections, fragments, keep)
    if kept is None:
        return None
    return InlineFragmentNode(type_condition=condition, directives=node.directives, selection_set=kept)

"""Reads the operation text that a plan sends to a subgraph: which fields it asks for first."""

from collections.abc import Iterator

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
    parse,
)


def first_fields(operation: str) -> dict[str, tuple[str, ...]]:
    """Per root field, the names its answer's fields have: those that stay empty when the fetch fails."""
    document = parse(operation)
    fragments = _fragments(document)
    root = next(d for d in document.definitions if isinstance(d, OperationDefinitionNode))
    return {
        _key(field): tuple(dict.fromkeys(_keys(field.selection_set, fragments)))
        for field in _fields(root.selection_set, fragments)
        if field.name.value != "__typename"
    }


def _keys(selections: SelectionSetNode | None, fragments: dict[str, FragmentDefinitionNode]) -> Iterator[str]:
    if selections is not None:
        for field in _fields(selections, fragments):
            if field.name.value != "__typename":
                yield _key(field)


def _fields(
    selections: SelectionSetNode, fragments: dict[str, FragmentDefinitionNode]
) -> Iterator[FieldNode]:
    for node in selections.selections:
        if isinstance(node, FieldNode):
            yield node
        elif isinstance(node, InlineFragmentNode):
            yield from _fields(node.selection_set, fragments)
        elif isinstance(node, FragmentSpreadNode):
            yield from _fields(fragments[node.name.value].selection_set, fragments)


def _fragments(document: DocumentNode) -> dict[str, FragmentDefinitionNode]:
    return {d.name.value: d for d in document.definitions if isinstance(d, FragmentDefinitionNode)}


def _key(field: FieldNode) -> str:
    return (field.alias or field.name).value

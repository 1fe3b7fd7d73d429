"""A request's document: parsed, guarded and validated once."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from graphql import (
    DocumentNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLSchema,
    OperationDefinitionNode,
    OperationType,
    SelectionSetNode,
    Visitor,
    parse,
    validate,
    visit,
)

Look = Callable[[str], GraphQLError | None]
Guard = Callable[[DocumentNode], list[GraphQLError]]
Bill = Callable[[dict[str, Any]], GraphQLError | None]
"""What is said of an operation that asks too much with these variables."""
_EMPTY = re.compile(r"\{(?:[\s,\ufeff]|#[^\n]*)*\}")
Price = Callable[[DocumentNode, OperationDefinitionNode], Bill | None]


@dataclass(frozen=True, slots=True)
class Parsed:
    """A valid document and the operation that was asked for."""

    document: DocumentNode
    operation: OperationDefinitionNode
    fragments: dict[str, FragmentDefinitionNode]

    @property
    def kind(self) -> OperationType:
        """Query, mutation or subscription."""
        return self.operation.operation

    @property
    def label(self) -> str:
        """The operation's name for people."""
        return self.operation.name.value if self.operation.name else "anonymous"


def read(
    schema: GraphQLSchema,
    query: str,
    operation_name: str | None,
    *,
    look: Look | None,
    guard: Guard | None,
    tokens_max: int,
) -> Parsed | list[GraphQLError]:
    """Look, parse, choose the operation, guard and validate; what one step refuses does not reach the next."""
    refused = look(query) if look is not None else None
    if refused is not None:
        return [refused]
    try:
        document = parse(query, max_tokens=tokens_max)
    except GraphQLError as error:
        return [error]
    except RecursionError:
        return [GraphQLError("The document is nested too deeply.")]
    if _EMPTY.search(query) and (empty := _empty_selections(document)):
        return empty
    _cut_circles(document)
    operation = _choose(document, operation_name)
    if isinstance(operation, GraphQLError):
        return [operation]
    errors = guard(document) if guard is not None else []
    errors = errors or validate(schema, document, max_errors=20, hide_suggestions=True)
    if errors:
        return errors
    fragments = {d.name.value: d for d in document.definitions if isinstance(d, FragmentDefinitionNode)}
    return Parsed(document, operation, fragments)


def _empty_selections(document: DocumentNode) -> list[GraphQLError]:
    """Braces around nothing: graphql-core reads them, the grammar does not, and the gateway refuses them."""
    found: list[GraphQLError] = []

    class Look(Visitor):
        def enter_selection_set(self, node: SelectionSetNode, *_: Any) -> None:
            if not node.selections:
                found.append(GraphQLError("Syntax Error: a selection in braces is never empty.", node))

    visit(document, Look())
    return found


def _cut_circles(document: DocumentNode) -> None:
    """Let tokens know only what follows: then a document that is forgotten is gone at once."""
    token = document.loc.start_token if document.loc else None
    while token is not None:
        token.prev = None
        token = token.next


def _choose(document: DocumentNode, name: str | None) -> OperationDefinitionNode | GraphQLError:
    operations = [d for d in document.definitions if isinstance(d, OperationDefinitionNode)]
    if name:
        named = [one for one in operations if one.name and one.name.value == name]
        return named[0] if named else GraphQLError(f"Unknown operation named '{name}'.")
    if len(operations) == 1:
        return operations[0]
    if not operations:
        return GraphQLError("Must provide an operation.")
    return GraphQLError("Must provide operation name if query contains multiple operations.")

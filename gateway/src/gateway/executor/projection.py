"""Gives the merged data the client's form: its fields, its order, its nulls.

Honest data takes the fast way, a function written for the operation. Whatever it does not expect (a null where none
may be, a value of another type) sends the whole answer the careful way, which knows paths and says what was wrong.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from graphql import (
    FragmentDefinitionNode,
    GraphQLNamedType,
    GraphQLSchema,
    OperationDefinitionNode,
    get_named_type,
    is_abstract_type,
)

from gateway.executor.careful import Careful
from gateway.executor.run import Failure, Path
from gateway.executor.selections import ALWAYS, Field, Part, Selections
from gateway.executor.writing import Unexpected, write_projector


class Projection:
    """The form of one operation's answer."""

    def __init__(
        self,
        schema: GraphQLSchema,
        operation: OperationDefinitionNode,
        fragments: Mapping[str, FragmentDefinitionNode],
    ) -> None:
        root = schema.get_root_type(operation.operation)
        if root is None:
            raise ValueError("validation lets only operations through whose root type exists")
        self._root: GraphQLNamedType = root
        self._parts: list[Part] = [(operation.selection_set, ALWAYS)]
        self._schema = schema
        self._selections = Selections(schema, fragments)
        self._fast = write_projector(schema, self._selections, root, self._parts)
        self._careful = Careful(schema, self._selections)

    def project(
        self, data: dict[str, Any], flags: Mapping[str, Any], failures: Sequence[Failure]
    ) -> tuple[dict[str, Any] | None, list[Failure]]:
        """The data as the client sees it, and the errors as it sees them."""
        formed: dict[str, Any] | None
        try:
            formed = self._fast(data, flags)
        except (Unexpected, TypeError, AttributeError):
            known = [failure.path for failure in failures]
            formed, found = self._careful.project(data, flags, self._root, self._parts, known)
            return formed, self._visible(failures) + found
        return formed, self._visible(failures) if failures else []

    def _visible(self, failures: Sequence[Failure]) -> list[Failure]:
        """Each failure once, at the deepest place of its path that the client asked for."""
        seen: dict[tuple[str, Path], Failure] = {}
        for failure in failures:
            path = self._cut(failure.path)
            seen.setdefault((failure.message, path), Failure(failure.message, path, failure.extensions))
        return list(seen.values())

    def _cut(self, path: Path) -> Path:
        parts, on = self._parts, self._root
        for depth, key in enumerate(path):
            if isinstance(key, int):
                continue
            field = self._field(parts, on, key)
            if field is None:
                return path[:depth]
            if field.type is None:
                return path[: depth + 1]
            parts, on = field.parts, get_named_type(field.type)
        return path

    def _field(self, parts: list[Part], on: GraphQLNamedType, key: str) -> Field | None:
        kinds = self._schema.get_possible_types(on) if is_abstract_type(on) else [on]
        for kind in kinds:
            field = self._selections.fields(parts, kind).get(key)
            if field is not None:
                return field
        return None

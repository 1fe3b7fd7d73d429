"""The careful way to form an answer: with paths, null propagation and a word about every value that is wrong."""

from collections.abc import Mapping, Sequence
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLNamedType,
    GraphQLOutputType,
    GraphQLSchema,
    get_named_type,
    is_abstract_type,
    is_enum_type,
    is_leaf_type,
    is_list_type,
    is_non_null_type,
)

from chassis.graphql import Code
from gateway.executor.run import Failure, Path
from gateway.executor.selections import Field, Part, Selections

_EXTENSIONS = {"code": Code.SUBGRAPH_INVALID.value}
_MOST_FOUND = 100
_SCALARS: dict[str, tuple[type, ...]] = {
    "String": (str,),
    "ID": (str, int),
    "Int": (int,),
    "Float": (float, int),
    "Boolean": (bool,),
}


class _Bubble(Exception):
    """A null on its way to the nearest place that may be null."""


class Careful:
    """Forms answers of one operation."""

    def __init__(self, schema: GraphQLSchema, selections: Selections) -> None:
        self._schema = schema
        self._selections = selections

    def project(
        self,
        data: dict[str, Any],
        flags: Mapping[str, Any],
        root: GraphQLNamedType,
        parts: list[Part],
        known: Sequence[Path],
    ) -> tuple[dict[str, Any] | None, list[Failure]]:
        """The data, or None when a null reached the root, and what was found wrong. `known` was said already."""
        work = _Work(self._schema, self._selections, flags, known)
        try:
            return work.object(data, root, parts, ()), work.found
        except _Bubble:
            return None, work.found


class _Work:
    def __init__(
        self, schema: GraphQLSchema, selections: Selections, flags: Mapping[str, Any], known: Sequence[Path]
    ) -> None:
        self._schema = schema
        self._selections = selections
        self._flags = flags
        self._known = list(known)
        self.found: list[Failure] = []

    def object(
        self, value: dict[str, Any], on: GraphQLNamedType, parts: list[Part], path: Path
    ) -> dict[str, Any]:
        formed: dict[str, Any] = {}
        for key, field in self._selections.fields(parts, on).items():
            if field.is_certain or field.holds(self._flags):
                formed[key] = self._field(value, on, field, (*path, key))
        return formed

    def _field(self, value: dict[str, Any], on: GraphQLNamedType, field: Field, path: Path) -> Any:
        if field.name == "__typename":
            return value.get(field.key, on.name) if is_abstract_type(on) else on.name
        if field.type is None:
            return value.get(field.key)
        return self._value(value.get(field.key), field.type, field, on, path)

    def _value(
        self, value: Any, kind: GraphQLOutputType, field: Field, on: GraphQLNamedType, path: Path
    ) -> Any:
        if is_non_null_type(kind):
            formed = self._value(value, kind.of_type, field, on, path)
            if formed is None:
                self._say(f"Cannot return null for non-nullable field {on.name}.{field.name}.", path)
                raise _Bubble
            return formed
        if value is None:
            return None
        try:
            return self._present(value, kind, field, on, path)
        except _Bubble:
            return None

    def _present(
        self, value: Any, kind: GraphQLOutputType, field: Field, on: GraphQLNamedType, path: Path
    ) -> Any:
        if is_list_type(kind):
            if value.__class__ is not list:
                return self._wrong(field, on, path)
            return [
                self._value(item, kind.of_type, field, on, (*path, place)) for place, item in enumerate(value)
            ]
        named = get_named_type(kind)
        if is_leaf_type(named):
            return self._leaf(value, named, field, on, path)
        runtime = self._runtime(value, named, field)
        return (
            self._wrong(field, on, path)
            if runtime is None
            else self.object(value, runtime, field.parts, path)
        )

    def _runtime(self, value: Any, named: GraphQLNamedType, field: Field) -> GraphQLNamedType | None:
        if value.__class__ is not dict:
            return None
        if not is_abstract_type(named):
            return named
        name = value.get("__typename", named.name)
        kind = self._schema.get_type(name) if name.__class__ is str else None
        if kind is named:
            return named if self._selections.is_same_for_all(field.parts, named) else None
        if kind is None or not self._schema.is_sub_type(named, kind):
            return None
        return kind

    def _leaf(
        self, value: Any, named: GraphQLNamedType, field: Field, on: GraphQLNamedType, path: Path
    ) -> Any:
        if is_enum_type(named):
            return value if _is_member(value, named) else self._wrong(field, on, path)
        allowed = _SCALARS.get(named.name)
        if allowed is None or value.__class__ in allowed:
            return str(value) if named.name == "ID" else value
        return self._wrong(field, on, path)

    def _wrong(self, field: Field, on: GraphQLNamedType, path: Path) -> None:
        self._say(f"A service answered {on.name}.{field.name} with a value of another type.", path)

    def _say(self, message: str, path: Path) -> None:
        if len(self.found) < _MOST_FOUND and not any(_explains(known, path) for known in self._known):
            self.found.append(Failure(message, path, _EXTENSIONS))
            self._known.append(path)


def _explains(known: Path, path: Path) -> bool:
    """Whether an error already said is the reason: at the same place, above it, or below it."""
    shared = min(len(known), len(path))
    return known[:shared] == path[:shared]


def _is_member(value: Any, kind: GraphQLEnumType) -> bool:
    return value.__class__ is str and value in kind.values

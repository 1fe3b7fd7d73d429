"""Which object types a name in a plan stands for."""

from collections.abc import Iterable, Mapping
from typing import Any

from graphql import GraphQLSchema, is_abstract_type, is_object_type


class Types:
    """The object types behind each type name, of the whole supergraph, hidden types included."""

    def __init__(self, schema: GraphQLSchema) -> None:
        self.objects = frozenset(name for name, kind in schema.type_map.items() if is_object_type(kind))
        self._behind = {
            name: frozenset(possible.name for possible in schema.get_possible_types(kind)) | {name}
            for name, kind in schema.type_map.items()
            if is_abstract_type(kind)
        }

    def behind(self, names: Iterable[str]) -> frozenset[str]:
        """Every typename that satisfies one of these type conditions."""
        found: frozenset[str] = frozenset()
        for name in names:
            found |= self._behind.get(name, frozenset((name,)))
        return found


def is_one_of(found: Mapping[str, Any], named: str, wanted: frozenset[str]) -> bool:
    """Whether an object's type, or without one the type that the plan names, is wanted; a type must be a name."""
    name = found.get("__typename", named)
    return name.__class__ is str and name in wanted

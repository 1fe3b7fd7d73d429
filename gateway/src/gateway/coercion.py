"""Checks a request's variables against what its operation declares; plain scalars without calling a library."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graphql import (
    GraphQLError,
    GraphQLSchema,
    GraphQLType,
    VariableDefinitionNode,
    is_enum_type,
    is_input_type,
    is_non_null_type,
    type_from_ast,
    value_from_ast,
)
from graphql.execution import get_variable_values
from graphql.execution.values import VariableValues
from graphql.pyutils import Undefined

_MOST_ERRORS = 5
_INT_LIMIT = 2**31
_ENOUGH: dict[str, Callable[[Any], bool]] = {
    "ID": lambda value: value.__class__ is str,
    "String": lambda value: value.__class__ is str,
    "Boolean": lambda value: value.__class__ is bool,
    "Int": lambda value: value.__class__ is int and -_INT_LIMIT <= value < _INT_LIMIT,
}


@dataclass(frozen=True, slots=True)
class _Declared:
    name: str
    is_required: bool
    default: Any
    is_plainly_right: Callable[[Any], bool] | None


class Coercion:
    """The variables of one operation."""

    def __init__(self, schema: GraphQLSchema, definitions: Sequence[VariableDefinitionNode]) -> None:
        self._schema = schema
        self._definitions = list(definitions)
        self._declared = [_declared(schema, definition) for definition in definitions]

    def coerce(self, given: Mapping[str, Any]) -> dict[str, Any] | list[GraphQLError]:
        """The variables with their defaults, or what is wrong with them."""
        values: dict[str, Any] = {}
        for declared in self._declared:
            value = given.get(declared.name, Undefined)
            if value is Undefined:
                if declared.default is not Undefined:
                    values[declared.name] = declared.default
                elif declared.is_required:
                    return self._carefully(given)
            elif value is None:
                if declared.is_required:
                    return self._carefully(given)
                values[declared.name] = None
            elif declared.is_plainly_right is None or not declared.is_plainly_right(value):
                return self._carefully(given)
            else:
                values[declared.name] = value
        return values

    def _carefully(self, given: Mapping[str, Any]) -> dict[str, Any] | list[GraphQLError]:
        found = get_variable_values(self._schema, self._definitions, dict(given), _MOST_ERRORS)
        if isinstance(found, VariableValues):
            return dict(found.coerced)
        return list(found)


def _declared(schema: GraphQLSchema, definition: VariableDefinitionNode) -> _Declared:
    kind = type_from_ast(schema, definition.type)
    default: Any = Undefined
    if definition.default_value is not None and is_input_type(kind):
        default = value_from_ast(definition.default_value, kind)
    return _Declared(
        name=definition.variable.name.value,
        is_required=is_non_null_type(kind),
        default=default,
        is_plainly_right=_plain_test(kind),
    )


def _plain_test(kind: GraphQLType | None) -> Callable[[Any], bool] | None:
    named = kind.of_type if is_non_null_type(kind) else kind
    if is_enum_type(named):
        members = frozenset(named.values)
        return lambda value: value.__class__ is str and value in members
    return _ENOUGH.get(getattr(named, "name", ""))

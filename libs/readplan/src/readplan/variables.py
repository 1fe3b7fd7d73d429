"""Variables coerced: at once for plain scalars, by graphql-core for the rest and for every error."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from graphql import (
    GraphQLError,
    GraphQLList,
    GraphQLNonNull,
    GraphQLScalarType,
    GraphQLSchema,
    NonNullTypeNode,
    TypeInfo,
    ValidationContext,
    VariableDefinitionNode,
    type_from_ast,
)
from graphql.execution.values import get_variable_values

from readplan.document import Parsed

Coerce = Callable[[dict[str, Any]], dict[str, Any] | list[GraphQLError]]
_MISSING = object()
_INT = 2**31


def _is_int(value: Any) -> bool:
    return type(value) is int and -_INT <= value < _INT


def _is_text(value: Any) -> bool:
    return type(value) is str


def _is_bool(value: Any) -> bool:
    return type(value) is bool


def _are_representations(value: Any) -> bool:
    return type(value) is list and None not in value


_PLAIN: dict[str, Callable[[Any], bool]] = {
    "ID": _is_text,
    "String": _is_text,
    "Int": _is_int,
    "Boolean": _is_bool,
}


def coercer(schema: GraphQLSchema, parsed: Parsed) -> Coerce:
    """Compile the coercion of an operation's variables."""
    coerce = _coercer(schema, parsed.operation.variable_definitions or ())
    never_null = _never_null(schema, parsed)
    if not never_null:
        return coerce

    def refusing(given: dict[str, Any]) -> dict[str, Any] | list[GraphQLError]:
        nulls = [name for name in never_null if given.get(name, _MISSING) is None]
        return [GraphQLError(_NULL.format(name)) for name in nulls] or coerce(given)

    return refusing


def _never_null(schema: GraphQLSchema, parsed: Parsed) -> list[str]:
    """Find nullable variables used where null cannot stand, as their default lets them be.

    The specification refuses such a null when the argument is coerced; here before anything runs.
    """
    declared = parsed.operation.variable_definitions or ()
    nullable = {one.variable.name.value for one in declared if not isinstance(one.type, NonNullTypeNode)}
    context = ValidationContext(schema, parsed.document, TypeInfo(schema), lambda _error: None)
    usages = context.get_recursive_variable_usages(parsed.operation) if nullable else ()
    needed = {usage.node.name.value for usage in usages if isinstance(usage.type, GraphQLNonNull)}
    return sorted(needed & nullable)


_NULL = "Variable '${}' must not be null: it is used where null cannot stand."


def _coercer(schema: GraphQLSchema, definitions: Sequence[VariableDefinitionNode]) -> Coerce:

    def slowly(given: dict[str, Any]) -> dict[str, Any] | list[GraphQLError]:
        result = get_variable_values(schema, definitions, given, max_errors=20, hide_suggestions=True)
        return result if isinstance(result, list) else result.coerced

    checks = [_check(schema, definition) for definition in definitions]
    if any(fits is None for _, fits, _, _ in checks):
        return slowly

    def quickly(given: dict[str, Any]) -> dict[str, Any] | list[GraphQLError]:
        coerced = {}
        for name, fits, default, required in checks:
            value = given.get(name, default)
            if value is _MISSING:
                if required:
                    return slowly(given)
            elif (value is None and not required) or (fits is not None and fits(value)):
                coerced[name] = value
            else:
                return slowly(given)
        return coerced

    return quickly


def _check(
    schema: GraphQLSchema, definition: VariableDefinitionNode
) -> tuple[str, Callable[[Any], bool] | None, Any, bool]:
    name = definition.variable.name.value
    type_ = type_from_ast(schema, definition.type)
    required = isinstance(type_, GraphQLNonNull)
    inner: Any = type_.of_type if isinstance(type_, GraphQLNonNull) else type_
    default = _MISSING
    if definition.default_value is not None:
        values = get_variable_values(schema, [definition], {})
        default = _MISSING if isinstance(values, list) else values.coerced.get(name, _MISSING)
        if default is _MISSING:
            return name, None, default, required
    return name, _fits(inner), default, required


def _fits(type_: Any) -> Callable[[Any], bool] | None:
    if isinstance(type_, GraphQLScalarType):
        return _PLAIN.get(type_.name)
    if isinstance(type_, GraphQLList) and str(type_) == "[_Any!]":
        return _are_representations
    return None

"""A field's arguments: constants coerced while compiling, variables put in when a request runs."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, cast

from graphql import (
    FieldNode,
    GraphQLArgument,
    GraphQLField,
    GraphQLString,
    ValueNode,
    VariableNode,
    Visitor,
    get_nullable_type,
    visit,
)
from graphql.execution.values import VariableValues, get_argument_values

_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def snake(name: str) -> str:
    """Spell a GraphQL name as Python does."""
    return _HUMP.sub("_", name).lower()


@dataclass(frozen=True, slots=True)
class Arguments:
    """How the arguments of one field are built: a constant part, variables, and what nests variables."""

    field: GraphQLField
    constant: Mapping[str, Any]
    variables: Mapping[str, str]  # argument → variable
    nested: Callable[[dict[str, Any]], Mapping[str, Any]] | None

    @property
    def is_constant(self) -> bool:
        """Whether nothing depends on variables."""
        return not self.variables and self.nested is None

    def graphql_name(self, name: str) -> str | None:
        """Find an argument by its GraphQL or its Python name."""
        wanted = name.rstrip("_")
        return next((known for known in self.field.args if wanted in (known, snake(known))), None)

    def may_be_given(self, name: str) -> bool:
        """Whether a request may give this argument."""
        return name in self.constant or name in self.variables or self.nested is not None


def read_arguments(field: GraphQLField, node: FieldNode) -> Arguments:
    """Split a field's arguments by what is known already."""
    given = {argument.name.value: argument.value for argument in node.arguments or ()}
    variables = {n: v.name.value for n, v in given.items() if isinstance(v, VariableNode)}
    nesting = {n for n, v in given.items() if n not in variables and _mentions_variable(v)}
    constant = _coerce(field, node, set(field.args) - nesting, drop=set(variables))
    nested = _nested(field, node, nesting) if nesting else None
    return Arguments(field, constant, variables, nested)


def _coerce(field: GraphQLField, node: FieldNode, names: set[str], drop: set[str]) -> dict[str, Any]:
    """Coerce arguments that need no variables; those that are variables get their defaults at first."""
    args = {
        name: GraphQLArgument(
            cast("Any", get_nullable_type(argument.type)) if name in drop else argument.type,
            argument.default_value,
            default=argument.default,
        )
        for name, argument in field.args.items()
        if name in names and not (name in drop and _has_no_default(argument))
    }
    kept = tuple(a for a in node.arguments or () if a.name.value in args and a.name.value not in drop)
    shim = FieldNode(name=node.name, arguments=kept)
    return get_argument_values(GraphQLField(GraphQLString, args=args), shim, VariableValues({}, {}))


def _has_no_default(argument: GraphQLArgument) -> bool:
    return argument.default is None and argument.default_value.__class__.__name__ == "UndefinedType"


def _nested(
    field: GraphQLField, node: FieldNode, names: set[str]
) -> Callable[[dict[str, Any]], Mapping[str, Any]]:
    args = {name: argument for name, argument in field.args.items() if name in names}
    kept = tuple(argument for argument in node.arguments or () if argument.name.value in names)
    shim_field = GraphQLField(GraphQLString, args=args)
    shim_node = FieldNode(name=node.name, arguments=kept)
    return lambda variables: get_argument_values(shim_field, shim_node, VariableValues({}, variables))


def _mentions_variable(value: ValueNode) -> bool:
    found: list[bool] = []

    class Finder(Visitor):
        def enter_variable(self, *_: Any) -> None:
            found.append(True)

    visit(value, Finder())
    return bool(found)

"""The least input that a GraphQL schema accepts, made from its types: for tests that try every operation."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    get_named_type,
    is_required_argument,
    is_required_input_field,
)

_SAMPLES: Mapping[str, Any] = {
    "String": "x",
    "Int": 1,
    "Float": 1.0,
    "Boolean": True,
    "Decimal": "1",
    "Date": "2026-09-01",
    "DateTime": "2026-09-01T08:00:00Z",
    "Time": "08:00:00",
    "Duration": "PT1H",
    "JSON": {},
    "Locale": "ru",
    "URL": "https://example.org",
}
_IDS = ("ID", "UUID")


def mutation(of: GraphQLObjectType, name: str, identifier: UUID) -> dict[str, Any]:
    """A request of this mutation with the least input, in which every id is the one given."""
    argument = of.fields[name].args["input"]
    query = f"mutation($input: {argument.type}) {{ {name}(input: $input) {{ userErrors {{ code message path }} }} }}"
    return {"query": query, "variables": {"input": sample(argument.type, identifier)}}


def subscription(of: GraphQLObjectType, name: str, identifier: UUID) -> dict[str, Any]:
    """A request of this subscription with what it requires, in which every id is the one given."""
    required = {key: one for key, one in of.fields[name].args.items() if is_required_argument(one)}
    declared = ", ".join(f"${key}: {one.type}" for key, one in required.items())
    given = ", ".join(f"{key}: ${key}" for key in required)
    return {
        "query": f"subscription({declared}) {{ {name}({given}) {{ __typename }} }}",
        "variables": {key: sample(one.type, identifier) for key, one in required.items()},
    }


def sample(of: GraphQLInputType, identifier: UUID) -> Any:
    """A value of the type: of an input object what is required, of a list one."""
    if isinstance(of, GraphQLNonNull):
        return sample(of.of_type, identifier)
    if isinstance(of, GraphQLList):
        return [sample(of.of_type, identifier)]
    if isinstance(of, GraphQLInputObjectType):
        required = {name: field for name, field in of.fields.items() if is_required_input_field(field)}
        return {name: sample(field.type, identifier) for name, field in required.items()}
    if isinstance(of, GraphQLEnumType):
        return next(iter(of.values))
    name = get_named_type(of).name
    return str(identifier) if name in _IDS else _SAMPLES[name]

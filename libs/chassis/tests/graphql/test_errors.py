"""An error tells what was wrong with a value, and does not repeat it."""

import pytest
from graphql import OperationDefinitionNode, build_schema, parse, validate
from graphql.execution import get_variable_values

from chassis.graphql import unquoted

SCHEMA = build_schema(
    "enum Kind { A } input Given { kind: Kind, name: String, age: Int } type Query { get(given: Given, id: ID): Int }"
)


@pytest.mark.parametrize(
    "given",
    [
        {"name": ["Amina"]},
        {"age": "Amina"},
        {"kind": "Amina"},
        {"surname": "Amina"},
        "Amina",
        [{"name": {"Amina": "Amina"}}],
    ],
)
def test_a_variable_of_the_wrong_kind_is_not_quoted(given: object) -> None:
    document = parse("query ($given: Given!) { get(given: $given) }")

    (operation,) = document.definitions
    assert isinstance(operation, OperationDefinitionNode)

    errors = get_variable_values(SCHEMA, operation.variable_definitions or (), {"given": given}, 5)

    assert isinstance(errors, list)
    assert not [error.message for error in errors if "Amina" in unquoted(error.message)]
    assert all(len(unquoted(error.message)) > 20 for error in errors)


@pytest.mark.parametrize(
    "literal", ['{ age: "Amina" }', '{ kind: "Amina" }', '"Amina"', '{ surname: "Amina" }']
)
def test_a_literal_is_not_quoted(literal: str) -> None:
    errors = validate(SCHEMA, parse(f"{{ get(given: {literal}) }}"))

    assert errors
    assert not [error.message for error in errors if "Amina" in unquoted(error.message)]

"""Measures a document in one memoised pass and says which limit it breaks; nothing here is exponential."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graphql import DocumentNode, GraphQLError, GraphQLSchema, OperationDefinitionNode

from chassis.graphql.costs import Cost
from chassis.graphql.errors import Code, coded
from chassis.graphql.measuring import Measure, Measurer
from chassis.graphql.weights import Weights

_LEXEME = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*+(?:""")?|"(?:[^"\\\n]|\\.)*+"?|#[^\n]*|[\s,\ufeff]+'
    r"|[_A-Za-z][_0-9A-Za-z]*|-?[0-9][0-9.eE+-]*|\.\.\.|.",
    re.DOTALL,
)
_IGNORED = frozenset("# \t\r\n,\ufeff")


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that one request may ask; `None` switches a limit off."""

    tokens: int = 1_000
    nesting: int = 64
    digits: int = 64
    depth: int = 12
    fields: int = 2_000
    aliases: int = 30
    repeats: int = 30
    directives: int = 10
    root_fields: int = 20
    cost: int | None = 5_000


@dataclass(frozen=True, slots=True)
class Measured:
    """What one operation asks for; `cost` may need its variables."""

    errors: tuple[GraphQLError, ...]
    cost: Cost

    def over(self, limits: Limits, variables: Mapping[str, Any]) -> GraphQLError | None:
        """The refusal of an operation that costs too much with these variables."""
        if limits.cost is None:
            return None
        spent = self.cost if isinstance(self.cost, int) else self.cost(variables)
        return exceeded("cost", spent, limits.cost) if spent > limits.cost else None


def scan(text: str, limits: Limits) -> GraphQLError | None:
    """Refuses by its words alone a text that would be dear, or deep, to parse."""
    tokens = depth = 0
    for match in _LEXEME.finditer(text):
        first = text[match.start()]
        if first in _IGNORED:
            continue
        tokens += 1
        if tokens > limits.tokens:
            return exceeded("tokens", None, limits.tokens)
        if first in "{[(":
            depth += 1
            if depth > limits.nesting:
                return exceeded("nesting", None, limits.nesting)
        elif first in "}])":
            depth -= 1
        elif first in "-0123456789" and match.end() - match.start() > limits.digits:
            return exceeded("digits", match.end() - match.start(), limits.digits)
    return None


def check(
    document: DocumentNode, schema: GraphQLSchema, limits: Limits, weights: Weights | None = None
) -> list[GraphQLError]:
    """Every limit that any operation of the document breaks; costs that need variables are left to `Measured`."""
    measured = [
        measure(document, definition, schema, limits, weights)
        for definition in document.definitions
        if isinstance(definition, OperationDefinitionNode)
    ]
    errors = [error for found in measured for error in found.errors]
    constant = [found for found in measured if isinstance(found.cost, int)]
    return errors + [over for found in constant if (over := found.over(limits, {}))]


def measure(
    document: DocumentNode,
    operation: OperationDefinitionNode,
    schema: GraphQLSchema,
    limits: Limits,
    weights: Weights | None = None,
) -> Measured:
    """Measures one operation of a parsed, not yet validated, document."""
    found = Measurer(document, schema, weights or Weights()).operation(operation)
    return Measured(tuple(_broken(found, limits)), found.cost)


def exceeded(limit: str, value: int | None, most: int) -> GraphQLError:
    """The refusal: which limit, the request's value when it was counted to the end, and ours."""
    said = f"{limit} {value} is" if value is not None else f"{limit} are"
    facts: dict[str, Any] = {"limit": limit, "most": most}
    if value is not None:
        facts["value"] = value
    return coded(f"The request asks too much: {said} more than {most}.", Code.LIMIT_EXCEEDED, **facts)


def _broken(found: Measure, limits: Limits) -> list[GraphQLError]:
    depth = 0 if found.only_introspection else found.depth
    values: tuple[tuple[str, int, int], ...] = (
        ("depth", depth, limits.depth),
        ("fields", found.fields, limits.fields),
        ("aliases", found.aliases, limits.aliases),
        ("repeats", found.repeats, limits.repeats),
        ("directives", found.directives, limits.directives),
        ("root fields", found.root_fields, limits.root_fields),
    )
    return [exceeded(name, value, most) for name, value, most in values if value > most]

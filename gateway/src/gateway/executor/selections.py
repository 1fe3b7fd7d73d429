"""The fields that a client asked of each type, in its order: fragments spread, repetitions merged."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from graphql import (
    BooleanValueNode,
    DirectiveNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLNamedType,
    GraphQLOutputType,
    GraphQLSchema,
    InlineFragmentNode,
    SelectionNode,
    SelectionSetNode,
    VariableNode,
    is_abstract_type,
)
from graphql.pyutils import Undefined

Test = tuple[str, bool]
"""A variable and the value that it must have."""
Condition = frozenset[Test]
"""All of these; the empty one always holds."""
ALWAYS: Condition = frozenset()
Part = tuple[SelectionSetNode, Condition]


@dataclass(slots=True)
class Field:
    """One key of the answer. It is there if any of the `conditions` holds."""

    key: str
    name: str
    type: GraphQLOutputType | None
    conditions: list[Condition] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)

    @property
    def is_certain(self) -> bool:
        """Whether it is there whatever the variables say."""
        return ALWAYS in self.conditions

    def holds(self, flags: Mapping[str, Any]) -> bool:
        """Whether it is there with these variables."""
        return any(all(bool(flags.get(name)) is value for name, value in c) for c in self.conditions)


class Selections:
    """Collects fields by type for one document."""

    def __init__(self, schema: GraphQLSchema, fragments: Mapping[str, FragmentDefinitionNode]) -> None:
        self._schema = schema
        self._fragments = fragments

    def fields(self, parts: list[Part], on: GraphQLNamedType) -> dict[str, Field]:
        """The fields that these selections ask of an object of this type."""
        found: dict[str, Field] = {}
        for selections, condition in parts:
            self._collect(selections, condition, on, found)
        return found

    def is_same_for_all(self, parts: list[Part], on: GraphQLNamedType) -> bool:
        """Whether every object of an abstract type is asked for the same, its type's name apart."""
        return all(
            inner is None or inner == on.name or self._always_applies(inner, on)
            for selections, _ in parts
            for inner in self._type_conditions(selections)
        )

    def _collect(
        self, selections: SelectionSetNode, outer: Condition, on: GraphQLNamedType, found: dict[str, Field]
    ) -> None:
        for node in selections.selections:
            condition = _condition(node, outer)
            if condition is None:
                continue
            if isinstance(node, FieldNode):
                self._add(node, condition, on, found)
            elif isinstance(node, InlineFragmentNode):
                if node.type_condition is None or self._always_applies(node.type_condition.name.value, on):
                    self._collect(node.selection_set, condition, on, found)
            elif isinstance(node, FragmentSpreadNode):
                fragment = self._fragments[node.name.value]
                if self._always_applies(fragment.type_condition.name.value, on):
                    self._collect(fragment.selection_set, condition, on, found)

    def _add(
        self, node: FieldNode, condition: Condition, on: GraphQLNamedType, found: dict[str, Field]
    ) -> None:
        key = (node.alias or node.name).value
        entry = found.get(key)
        if entry is None:
            definition = getattr(on, "fields", {}).get(node.name.value)
            entry = found[key] = Field(key, node.name.value, definition.type if definition else None)
        entry.conditions.append(condition)
        if node.selection_set is not None:
            entry.parts.append((node.selection_set, condition))

    def _always_applies(self, condition: str, on: GraphQLNamedType) -> bool:
        if condition == on.name:
            return True
        wanted = self._schema.get_type(condition)
        return is_abstract_type(wanted) and self._schema.is_sub_type(wanted, on)

    def _type_conditions(self, selections: SelectionSetNode) -> Iterator[str | None]:
        for node in selections.selections:
            if isinstance(node, InlineFragmentNode):
                yield node.type_condition.name.value if node.type_condition else None
                yield from self._type_conditions(node.selection_set)
            elif isinstance(node, FragmentSpreadNode):
                fragment = self._fragments[node.name.value]
                yield fragment.type_condition.name.value
                yield from self._type_conditions(fragment.selection_set)


def _condition(node: SelectionNode, outer: Condition) -> Condition | None:
    """When the node counts; None if never."""
    tests = set(outer)
    for directive in node.directives or ():
        if directive.name.value not in ("skip", "include"):
            continue
        wanted = directive.name.value == "include"
        given = _given(directive)
        if isinstance(given, bool):
            if given is not wanted:
                return None
        elif given is not Undefined:
            tests.add((given, wanted))
    return frozenset(tests)


def _given(directive: DirectiveNode) -> Any:
    for argument in directive.arguments or ():
        if isinstance(argument.value, BooleanValueNode):
            return argument.value.value
        if isinstance(argument.value, VariableNode):
            return argument.value.name.value
    return Undefined

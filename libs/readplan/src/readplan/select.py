"""Selections flattened as the specification collects fields, with the conditions under which each is there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from graphql import (
    BooleanValueNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    SelectionNode,
    SelectionSetNode,
    VariableNode,
    is_abstract_type,
)

# One way of being there: every (variable, wanted value) holds. The empty way is "always".
Way = frozenset[tuple[str, bool]]
ALWAYS: Way = frozenset()
Sources = tuple[tuple[Way, SelectionSetNode], ...]


# The name of what only keeps a place: a key whose first occurrence may be skipped stands where a later one is.
PLACE = "__place"


@dataclass(slots=True)
class Selected:
    """One response key: its field, the ways in which it is there, and what is selected inside."""

    key: str
    node: FieldNode
    ways: list[Way]
    nodes: list[FieldNode]
    is_place: bool = False

    @property
    def name(self) -> str:
        """The field's name."""
        return PLACE if self.is_place else self.node.name.value

    @property
    def may_move(self) -> bool:
        """Whether the key's place depends on which of its occurrences are skipped."""
        return self.ways[0] != ALWAYS and len(set(self.ways)) > 1

    @property
    def inner(self) -> Sources:
        """The selection sets inside; a condition is repeated only where it can differ from the field's own."""
        same = len(set(self.ways)) == 1
        pairs = zip(self.ways, self.nodes, strict=True)
        return tuple((ALWAYS if same else way, n.selection_set) for way, n in pairs if n.selection_set)

    @property
    def condition(self) -> str | None:
        """A Python expression over ``v``, or None for always."""
        return condition(self.ways)


def condition(ways: list[Way]) -> str | None:
    """Spell the ways as a Python expression over the variables ``v``."""
    if ALWAYS in ways:
        return None
    distinct = list(dict.fromkeys(ways))
    return " or ".join("(" + " and ".join(_term(*term) for term in sorted(way)) + ")" for way in distinct)


def _term(variable: str, wanted: bool) -> str:
    return f"v[{variable!r}]" if wanted else f"not v[{variable!r}]"


@dataclass(frozen=True, slots=True)
class Document:
    """What selections are read with."""

    schema: GraphQLSchema
    fragments: Mapping[str, FragmentDefinitionNode]

    def collect(self, type_: GraphQLObjectType, sources: Sources) -> list[Selected]:
        """Collect the fields selected on an object type, merged by response key, in order."""
        found: dict[str, Selected] = {}
        occurrences: list[tuple[str, FieldNode, Way]] = []
        seen: set[tuple[str, Way]] = set()
        for way, selections in sources:
            for node, node_way in self._fields(type_, selections, way, seen):
                key = node.alias.value if node.alias else node.name.value
                occurrences.append((key, node, node_way))
                if key in found:
                    found[key].ways.append(node_way)
                    found[key].nodes.append(node)
                else:
                    found[key] = Selected(key, node, [node_way], [node])
        if any(selected.may_move for selected in found.values()):
            return _placed(found, occurrences)
        return list(found.values())

    def _fields(
        self, type_: GraphQLObjectType, selections: SelectionSetNode, way: Way, seen: set[tuple[str, Way]]
    ) -> Iterator[tuple[FieldNode, Way]]:
        for node in selections.selections:
            inner_way = narrowed(way, node)
            if inner_way is None:
                continue
            if isinstance(node, FieldNode):
                yield node, inner_way
            elif isinstance(node, InlineFragmentNode):
                if self._applies(type_, node.type_condition.name.value if node.type_condition else None):
                    yield from self._fields(type_, node.selection_set, inner_way, seen)
            elif isinstance(node, FragmentSpreadNode) and (node.name.value, inner_way) not in seen:
                seen.add((node.name.value, inner_way))
                fragment = self.fragments[node.name.value]
                if self._applies(type_, fragment.type_condition.name.value):
                    yield from self._fields(type_, fragment.selection_set, inner_way, seen)

    def _applies(self, type_: GraphQLObjectType, condition_name: str | None) -> bool:
        if condition_name is None or condition_name == type_.name:
            return True
        wanted = self.schema.type_map[condition_name]
        return is_abstract_type(wanted) and self.schema.is_sub_type(wanted, type_)


def _placed(found: dict[str, Selected], occurrences: list[tuple[str, FieldNode, Way]]) -> list[Selected]:
    """Keep a place at every occurrence of a key that may move, and the field itself after all of them."""
    placed = [Selected(key, node, [way], [node], is_place=True) for key, node, way in occurrences]
    return [*placed, *found.values()]


def narrowed(way: Way, node: SelectionNode) -> Way | None:
    """Add the node's ``@skip`` and ``@include`` to a way; None when it can never be there."""
    for directive in node.directives or ():
        wanted = {"skip": False, "include": True}.get(directive.name.value)
        if wanted is None or not directive.arguments:
            continue
        value = directive.arguments[0].value
        if isinstance(value, BooleanValueNode):
            if value.value is not wanted:
                return None
        elif isinstance(value, VariableNode):
            name = value.name.value
            if (name, not wanted) in way:
                return None
            way = way | {(name, wanted)}
    return way

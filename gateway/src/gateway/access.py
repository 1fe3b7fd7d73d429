"""`@authenticated`, `@requiresScopes` and `@policy` of a supergraph, as an early filter before anything is planned.

It spares subgraphs useless questions; each service still applies its own policy.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from graphql import (
    DirectiveNode,
    DocumentNode,
    FieldNode,
    GraphQLSchema,
    NameNode,
    SelectionSetNode,
    TypeInfo,
    TypeInfoVisitor,
    Visitor,
    get_named_type,
    value_from_ast_untyped,
    visit,
)

_NOTHING = SelectionSetNode(selections=(FieldNode(name=NameNode(value="__typename")),))

Alternatives = tuple[frozenset[str], ...]
"""Any of these sets must be held in full."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What one coordinate demands."""

    authenticated: bool = False
    scopes: Alternatives = ()
    policies: Alternatives = ()

    def allows(self, held: "Held") -> bool:
        """Whether a caller who holds this may read."""
        if not held.is_authenticated and (self.authenticated or self.scopes):
            return False
        return _any_held(self.scopes, held.scopes) and _any_held(self.policies, held.policies)


@dataclass(frozen=True, slots=True)
class Held:
    """What a caller brings."""

    is_authenticated: bool = False
    scopes: frozenset[str] = frozenset()
    policies: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class AccessRules:
    """Rules by `Type` and `Type.field`."""

    rules: Mapping[str, Rule] = field(default_factory=dict)

    @classmethod
    def of(cls, document: DocumentNode) -> "AccessRules":
        """Reads a supergraph."""
        found: dict[str, Rule] = {}
        for definition in document.definitions:
            name = getattr(getattr(definition, "name", None), "value", None)
            if name is None:
                continue
            _add(found, name, getattr(definition, "directives", None) or ())
            for member in getattr(definition, "fields", None) or ():
                _add(found, f"{name}.{member.name.value}", member.directives or ())
        return cls(found)

    def refused(
        self, document: DocumentNode, schema: GraphQLSchema, held: Held
    ) -> tuple[DocumentNode, list[str]]:
        """The document without the fields that this caller may not read, and which they are."""
        if not self.rules:
            return document, []
        info = TypeInfo(schema)
        pruning = _Pruning(info, self.rules, held)
        pruned = visit(document, TypeInfoVisitor(info, pruning))
        return pruned, list(dict.fromkeys(pruning.refused))


class _Pruning(Visitor):
    def __init__(self, info: TypeInfo, rules: Mapping[str, Rule], held: Held) -> None:
        super().__init__()
        self._info = info
        self._rules = rules
        self._held = held
        self.refused: list[str] = []

    def enter_field(self, node: FieldNode, *_: Any) -> Any:
        """Drops a field whose own rule, or whose type's rule, the caller does not meet."""
        parent = self._info.get_parent_type()
        kind = self._info.get_type()
        coordinates = [f"{parent.name}.{node.name.value}"] if parent else []
        if kind is not None:
            coordinates.append(get_named_type(kind).name)
        for coordinate in coordinates:
            rule = self._rules.get(coordinate)
            if rule is not None and not rule.allows(self._held):
                self.refused.append(f"{parent.name}.{node.name.value}" if parent else node.name.value)
                return self.REMOVE
        return None

    def leave_selection_set(self, node: SelectionSetNode, *_: Any) -> SelectionSetNode | None:
        """Leaves nothing empty: whether the object is there may be known, also when none of its fields may."""
        return None if node.selections else _NOTHING


def _add(found: dict[str, Rule], coordinate: str, directives: tuple[DirectiveNode, ...]) -> None:
    rules = dict(_demands(directives))
    if rules:
        found[coordinate] = Rule(**rules)


def _demands(directives: tuple[DirectiveNode, ...]) -> Iterator[tuple[str, Any]]:
    for directive in directives:
        name = directive.name.value
        if name == "authenticated":
            yield "authenticated", True
        elif name in ("requiresScopes", "policy"):
            given = value_from_ast_untyped((directive.arguments or ())[0].value)
            yield ("scopes" if name == "requiresScopes" else "policies"), tuple(map(frozenset, given))


def _any_held(alternatives: Alternatives, held: frozenset[str]) -> bool:
    return not alternatives or any(wanted <= held for wanted in alternatives)

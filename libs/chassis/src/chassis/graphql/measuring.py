"""Counts what an operation asks for; each fragment is visited once for each list size it is spread under."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLArgument,
    GraphQLField,
    GraphQLNamedType,
    GraphQLSchema,
    InlineFragmentNode,
    IntValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
    VariableNode,
    get_named_type,
    is_composite_type,
    is_list_type,
    is_non_null_type,
)

from chassis.graphql.costs import MOST_SIZE, Cost, Size, plus, times
from chassis.graphql.weights import ListSize, Weights

DEFAULT_SIZE = 10
_SLICING = ("first", "last")
_PAGE_FIELDS = frozenset({"edges", "nodes"})
_NO_SIZE = ListSize()


@dataclass(slots=True)
class Measure:
    """What was counted. Depth, fields and cost are of the expanded operation; the rest is as written."""

    depth: int = 0
    fields: int = 0
    cost: Cost = 0
    aliases: int = 0
    repeats: int = 0
    directives: int = 0
    root_fields: int = 0
    only_introspection: bool = False


@dataclass(slots=True)
class _Part:
    depth: int = 0
    fields: int = 0
    cost: Cost = 0
    keys: Counter[str] = field(default_factory=Counter)

    def add(self, other: "_Part", *, below: int = 0) -> None:
        self.depth = max(self.depth, other.depth + below)
        self.fields += other.fields
        self.cost = plus(self.cost, other.cost)


@dataclass(frozen=True, slots=True)
class _Sized:
    """The list size that a connection's arguments give to some of its fields."""

    size: Size
    fields: frozenset[str]


class Measurer:
    """Measures operations of one document."""

    def __init__(self, document: DocumentNode, schema: GraphQLSchema, weights: Weights) -> None:
        self._schema = schema
        self._weights = weights
        self._fragments = {
            definition.name.value: definition
            for definition in document.definitions
            if isinstance(definition, FragmentDefinitionNode)
        }
        self._parts: dict[tuple[str, _Sized | None], _Part] = {}
        self._counted: set[str] = set()
        self._total = Measure()

    def operation(self, operation: OperationDefinitionNode) -> Measure:
        """Measures one operation."""
        self._counted.clear()
        self._parts.clear()
        self._total = total = Measure(directives=len(operation.directives or ()))
        root = self._schema.get_root_type(operation.operation)
        part = self._selection(operation.selection_set, root, None, count=True)
        total.depth, total.fields, total.cost = part.depth, part.fields, part.cost
        total.root_fields = sum(n for key, n in part.keys.items() if not key.startswith("_entities "))
        total.only_introspection = all(key.startswith("__") for key in part.keys)
        return total

    def _selection(
        self,
        selections: SelectionSetNode,
        parent: GraphQLNamedType | None,
        sized: _Sized | None,
        *,
        count: bool,
    ) -> _Part:
        part = _Part()
        for node in selections.selections:
            if count:
                self._total.directives += len(node.directives or ())
            if isinstance(node, FieldNode):
                self._field(part, node, parent, sized, count=count)
            elif isinstance(node, InlineFragmentNode):
                inner = node.type_condition
                on = self._schema.get_type(inner.name.value) if inner else parent
                self._merge(part, self._selection(node.selection_set, on, sized, count=count))
            elif isinstance(node, FragmentSpreadNode):
                self._merge(part, self._fragment(node.name.value, sized))
        if part.keys:
            self._total.repeats = max(self._total.repeats, *part.keys.values())
        return part

    def _merge(self, part: _Part, other: _Part) -> None:
        part.add(other)
        part.keys.update(other.keys)

    def _fragment(self, name: str, sized: _Sized | None) -> _Part:
        known = self._parts.get((name, sized))
        if known is not None:
            return known
        definition = self._fragments.get(name)
        # A fragment inside itself is refused by validation; here it must only come to an end.
        self._parts[name, sized] = _Part()
        if definition is None:
            return self._parts[name, sized]
        count = name not in self._counted
        self._counted.add(name)
        on = self._schema.get_type(definition.type_condition.name.value)
        part = self._selection(definition.selection_set, on, sized, count=count)
        self._parts[name, sized] = part
        return part

    def _field(
        self,
        part: _Part,
        node: FieldNode,
        parent: GraphQLNamedType | None,
        sized: _Sized | None,
        *,
        count: bool,
    ) -> None:
        name = node.name.value
        is_entities = name == "_entities"
        part.fields += 1
        part.depth = max(part.depth, 1)
        # The gateway merges entity calls under aliases: those are one question, however many names it has.
        key = (node.alias or node.name).value
        part.keys[f"_entities {key}" if is_entities else name if name.startswith("__") else key] += 1
        if count and node.alias is not None and not is_entities:
            self._total.aliases += 1
        fields: Mapping[str, GraphQLField] = getattr(parent, "fields", {})
        definition = fields.get(name)
        if node.selection_set is None or name.startswith("__"):
            self._leaf(part, node, parent, count=count)
            return
        named = get_named_type(definition.type) if definition else None
        size, below = self._sizes(node, definition, parent, sized)
        inner = self._selection(node.selection_set, named, below, count=count)
        own = self._weights.costs.get((getattr(parent, "name", ""), name), 1)
        part.depth = max(part.depth, inner.depth + 1)
        part.fields += inner.fields
        part.cost = plus(part.cost, times(plus(own, inner.cost), size))

    def _leaf(self, part: _Part, node: FieldNode, parent: GraphQLNamedType | None, *, count: bool) -> None:
        part.cost = plus(
            part.cost, self._weights.costs.get((getattr(parent, "name", ""), node.name.value), 0)
        )
        if node.selection_set is not None:
            part.add(self._selection(node.selection_set, None, None, count=count), below=1)

    def _sizes(
        self,
        node: FieldNode,
        definition: GraphQLField | None,
        parent: GraphQLNamedType | None,
        sized: _Sized | None,
    ) -> tuple[Size, _Sized | None]:
        """How often the field's objects occur, and what its arguments say of the lists below it."""
        if definition is None:
            return 1, None
        name = node.name.value
        declared = self._weights.sizes.get((getattr(parent, "name", ""), name), _NO_SIZE)
        asked = _asked(node, definition, declared)
        if not _is_list(definition):
            below = declared.sized_fields or (
                _PAGE_FIELDS if is_composite_type(get_named_type(definition.type)) else ()
            )
            return 1, _Sized(asked, frozenset(below)) if asked is not None else None
        if asked is None and sized is not None and name in sized.fields:
            asked = sized.size
        return DEFAULT_SIZE if asked is None else asked, None


def _is_list(definition: GraphQLField) -> bool:
    kind = definition.type.of_type if is_non_null_type(definition.type) else definition.type
    return is_list_type(kind)


def _asked(node: FieldNode, definition: GraphQLField, declared: ListSize) -> Size | None:
    for name in declared.slicing or _SLICING:
        argument = definition.args.get(name)
        if argument is None:
            continue
        default = _default(argument)
        given = next((a.value for a in node.arguments or () if a.name.value == name), None)
        if isinstance(given, IntValueNode):
            return min(int(given.value), MOST_SIZE)
        if isinstance(given, VariableNode):
            return given.name.value, default or declared.assumed or DEFAULT_SIZE
        if default is not None:
            return default
    return declared.assumed


def _default(argument: GraphQLArgument) -> int | None:
    """The argument's default: as a value in a schema made by code, as a literal in one read from text."""
    if isinstance(argument.default_value, int):
        return argument.default_value
    literal = argument.default.literal if argument.default else None
    return int(literal.value) if isinstance(literal, IntValueNode) else None

"""Random queries over a schema: aliases, arguments, variables, fragments, conditions, abstract types."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random
from typing import Any

from graphql import (
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    get_named_type,
    is_abstract_type,
    is_leaf_type,
)

_IDS = ("s1", "s2", "s9", "p1", "p3", "p4", "t1", "t3", "c2")


@dataclass(slots=True)
class RandomQuery:
    """One query in the making."""

    schema: GraphQLSchema
    random: Random
    variables: dict[str, Any] = field(default_factory=dict)
    declarations: list[str] = field(default_factory=list)
    fragments: list[str] = field(default_factory=list)
    aliases: int = 0

    def text(self) -> str:
        """The document; `variables` has its variables afterwards."""
        root = self.schema.query_type
        body = self._selections(root, 4) if root else ""
        declared = f"({', '.join(self.declarations)})" if self.declarations else ""
        return f"query Q{declared} {body} {' '.join(self.fragments)}"

    def _selections(self, on: GraphQLNamedType, depth: int) -> str:
        chosen = list(self._chosen(on, depth)) or ["__typename"]
        return "{ " + " ".join(chosen) + " }"

    def _chosen(self, on: GraphQLNamedType, depth: int) -> Iterator[str]:
        if self.random.random() < 0.2:
            yield self.random.choice(("__typename", "kindOf: __typename"))
        if isinstance(on, GraphQLObjectType | GraphQLInterfaceType):
            names = self.random.sample(sorted(on.fields), min(len(on.fields), self.random.randint(1, 3)))
            for name in names:
                if depth > 1 or is_leaf_type(get_named_type(on.fields[name].type)):
                    yield self._field(name, on.fields[name], depth)
        if is_abstract_type(on):
            kinds = self.schema.get_possible_types(on)
            for kind in self.random.sample(kinds, self.random.randint(1, min(2, len(kinds)))):
                yield f"... on {kind.name} {self._condition()} {self._selections(kind, depth)}"
        elif self.random.random() < 0.2:
            yield self._spread(on, depth)

    def _spread(self, on: GraphQLNamedType, depth: int) -> str:
        name = f"F{len(self.fragments)}"
        self.fragments.append("")
        place = len(self.fragments) - 1
        self.fragments[place] = f"fragment {name} on {on.name} {self._selections(on, depth - 1)}"
        return f"...{name} {self._condition()}"

    def _field(self, name: str, definition: GraphQLField, depth: int) -> str:
        kind = get_named_type(definition.type)
        selections = "" if is_leaf_type(kind) else self._selections(kind, depth - 1)
        arguments = self._arguments(definition)
        alias = ""
        if arguments or self.random.random() < 0.15:
            self.aliases += 1
            alias = f"x{self.aliases}: "
        return f"{alias}{name}{arguments} {self._condition()} {selections}"

    def _arguments(self, definition: GraphQLField) -> str:
        given = []
        if "id" in definition.args:
            found = self.random.choice(_IDS)
            given.append(
                f"id: {self._variable('ID!', found)}" if self.random.random() < 0.5 else f'id: "{found}"'
            )
        if "first" in definition.args and self.random.random() < 0.6:
            given.append(f"first: {self._variable('Int', self.random.randint(0, 3))}")
        if "upper" in definition.args and self.random.random() < 0.6:
            given.append(f"upper: {self.random.choice(('true', 'false'))}")
        return f"({', '.join(given)})" if given else ""

    def _condition(self) -> str:
        if self.random.random() > 0.12:
            return ""
        test = self.random.choice(("include", "skip"))
        value = self.random.choice(("true", "false", self._variable("Boolean!", self.random.random() < 0.5)))
        return f"@{test}(if: {value})"

    def _variable(self, kind: str, value: Any) -> str:
        name = f"v{len(self.declarations)}"
        self.declarations.append(f"${name}: {kind}")
        self.variables[name] = value
        return f"${name}"

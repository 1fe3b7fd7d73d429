"""Queries made at random from the schema: aliases, fragments, directives, variables, arguments, entities."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import Any

from graphql import (
    GraphQLBoolean,
    GraphQLField,
    GraphQLID,
    GraphQLInputObjectType,
    GraphQLList,
    GraphQLNonNull,
    get_named_type,
    is_abstract_type,
    is_leaf_type,
    parse,
    print_ast,
    validate,
)
from graphql.utilities import value_to_literal

from . import data
from .naive import GRAPHQL

DEPTH = 5


@dataclass(slots=True)
class Maker:
    """Makes one operation."""

    chance: random.Random
    definitions: dict[str, tuple[str, Any]] = field(default_factory=dict)  # variable → type, value
    fragments: list[str] = field(default_factory=list)
    fields_left: int = 60

    def operation(self) -> tuple[str, dict[str, Any]]:
        query = GRAPHQL.query_type
        assert query is not None
        body = self.selections(query, 0)
        declared = ", ".join(f"${name}: {type_}" for name, (type_, _) in self.definitions.items())
        head = f"query Q({declared})" if declared else "query Q"
        values = {name: value for name, (_, value) in self.definitions.items() if value is not _LEFT_OUT}
        return "\n".join([f"{head} {body}", *self.fragments]), values

    def variable(self, type_: Any, value: Any) -> str:
        name = f"v{len(self.definitions)}"
        spelled = str(type_)
        if not isinstance(type_, GraphQLNonNull) and self.chance.random() < 0.2:
            value = _LEFT_OUT
        elif not isinstance(type_, GraphQLNonNull) and self.chance.random() < 0.2:
            spelled, value = f"{spelled} = {literal(value, type_)}", _LEFT_OUT
        self.definitions[name] = (spelled, value)
        return f"${name}"

    # Selections

    def selections(self, type_: Any, depth: int) -> str:
        if is_abstract_type(type_):
            return self.abstract(type_, depth)
        names = [name for name in type_.fields if name != "_service"]
        if depth >= DEPTH:
            names = [n for n in names if is_leaf_type(get_named_type(type_.fields[n].type))] or []
        chosen = [self.chance.choice(names) for _ in range(self.chance.randint(1, 5))] if names else []
        parts = [self.field(type_, name, depth) for name in chosen]
        if self.chance.random() < 0.2 or not any(parts):
            parts.append("__typename")
        if self.chance.random() < 0.25:
            parts = self.wrapped(type_, parts)
        return "{ " + " ".join(part for part in parts if part) + " }"

    def abstract(self, type_: Any, depth: int) -> str:
        parts = ["__typename"] if self.chance.random() < 0.7 or type_.name == "_Entity" else []
        if hasattr(type_, "fields"):
            parts += [self.field(type_, self.chance.choice(list(type_.fields)), depth)]
        for one in GRAPHQL.get_possible_types(type_):
            if self.chance.random() < 0.8:
                parts.append(f"... on {one.name} {self.selections(one, depth + 1)}")
        return "{ " + " ".join([part for part in parts if part] or ["__typename"]) + " }"

    def wrapped(self, type_: Any, parts: list[str]) -> list[str]:
        body = "{ " + " ".join(parts) + " }"
        if self.chance.random() < 0.5:
            name = f"F{len(self.fragments)}"
            self.fragments.append(f"fragment {name} on {type_.name} {body}")
            return [f"...{name}{self.directive()}"]
        return [f"... on {type_.name}{self.directive()} {body}", "__typename"]

    def directive(self) -> str:
        if self.chance.random() > 0.25:
            return ""
        wanted = self.chance.random() < 0.6
        value = self.variable(_BOOLEAN, wanted) if self.chance.random() < 0.7 else str(wanted).lower()
        return f" @{self.chance.choice(['skip', 'include'])}(if: {value})"

    def field(self, type_: Any, name: str, depth: int) -> str:
        self.fields_left -= 1
        if self.fields_left < 0:
            return ""
        known: GraphQLField = type_.fields[name]
        arguments = self.arguments(type_.name, name, known)
        # A response key of its own: the same key with other arguments would not be valid.
        alias = (
            f"{name.strip('_')}{len(self.definitions)}x{self.fields_left}: "
            if known.args or self.chance.random() < 0.15
            else ""
        )
        inner = get_named_type(known.type)
        body = "" if is_leaf_type(inner) else " " + self.selections(inner, depth + 1)
        return f"{alias}{name}{arguments}{self.directive()}{body}"

    # Arguments

    def arguments(self, type_name: str, name: str, known: GraphQLField) -> str:
        if name == "_entities":
            return f"(representations: {self.variable(_REPRESENTATIONS, self.representations())})"
        given: dict[str, str] = {}
        if name in ("school", "pupil", "class") and type_name == "Query":
            given = self.lookup(name)
        else:
            banned = self.chance.choice(["first", "last"])
            for argument in known.args:
                if argument != banned and self.chance.random() < 0.45 and argument not in ("after", "before"):
                    type_ = known.args[argument].type
                    given[argument] = self.spelled(type_, self.value(argument, type_))
            if name == "pupilCount" and self.chance.random() < 0.5:
                given["before"] = '"2010-06-01"'
        return "(" + ", ".join(f"{n}: {v}" for n, v in given.items()) + ")" if given else ""

    def lookup(self, name: str) -> dict[str, str]:
        makers = {"school": data.school_id, "pupil": data.pupil_id, "class": data.form_id}
        one = makers[name](self.chance.randrange(9))
        if name == "school" and self.chance.random() < 0.4:
            return {"code": self.spelled(GRAPHQL.type_map["String"], f"S{self.chance.randrange(9)}")}
        required = _ID
        return {"id": self.spelled(required, one if self.chance.random() < 0.9 else "no uuid")}

    def spelled(self, type_: Any, value: Any) -> str:
        if self.chance.random() < 0.5:
            return self.variable(type_, value)
        return literal(value, type_)

    def value(self, name: str, type_: Any) -> Any:
        if name in ("first", "last"):
            return self.chance.choice([0, 1, 2, 3, 5, 20, 20, 60, -1])
        if name == "locale":
            return self.chance.choice(["ru", "kk", "en", "xx"])
        if name == "onDate":
            return self.chance.choice(["2025-10-15", "2026-09-01", "2026-12-31"])
        if name == "orderBy":
            return [self.step(type_) for _ in range(self.chance.randint(0, 2))]
        if name == "filter":
            return self.filter(get_named_type(type_), 0)
        raise AssertionError(name)

    def step(self, type_: Any) -> dict[str, Any]:
        order: Any = get_named_type(type_)
        sort = self.chance.choice(list(get_named_type(order.fields["field"].type).values))
        return {"field": sort, **({"direction": "DESC"} if self.chance.random() < 0.5 else {})}

    def filter(self, input_type: Any, depth: int) -> dict[str, Any]:
        given: dict[str, Any] = {}
        for name, known in input_type.fields.items():
            if name in ("and", "or"):
                if depth < 2 and self.chance.random() < 0.25:
                    given[name] = [
                        self.filter(input_type, depth + 1) for _ in range(self.chance.randint(0, 2))
                    ]
            elif self.chance.random() < 0.3:
                given[name] = self.operators(name, get_named_type(known.type))
        return given

    def operators(self, name: str, operators: Any) -> dict[str, Any]:
        assert isinstance(operators, GraphQLInputObjectType)
        values = _VALUES[name]
        chosen = self.chance.choice(list(operators.fields))
        if chosen == "in":
            return {"in": [self.chance.choice(values) for _ in range(self.chance.randint(0, 3))]}
        if chosen == "contains":
            return {"contains": self.chance.choice(["1", "U", "s", "%", "_", "'"])}
        return {chosen: None if self.chance.random() < 0.1 else self.chance.choice(values)}

    def representations(self) -> list[dict[str, Any]]:
        makers = {"School": data.school_id, "District": data.district_id, "Form": data.form_id,
                  "Pupil": data.pupil_id, "Teacher": data.teacher_id}  # fmt: skip
        found: list[dict[str, Any]] = []
        for _ in range(self.chance.randint(0, 6)):
            kind = self.chance.choice(list(makers))
            number = self.chance.randrange(9)
            if kind == "School" and self.chance.random() < 0.3:
                found.append({"__typename": kind, "code": f"S{number}"})
            elif kind == "School" and self.chance.random() < 0.3:
                year = 1950 + number % 6
                found.append(
                    {"__typename": kind, "districtId": data.district_id(number % 3), "founded": year}
                )
            else:
                found.append({"__typename": kind, "id": makers[kind](number)})
        return found


_LEFT_OUT = object()
_ID: Any = GraphQLNonNull(GraphQLID)
_BOOLEAN: Any = GraphQLNonNull(GraphQLBoolean)
_ANY: Any = GRAPHQL.type_map["_Any"]
_REPRESENTATIONS: Any = GraphQLNonNull(GraphQLList(GraphQLNonNull(_ANY)))
_VALUES: dict[str, list[Any]] = {
    "kind": ["PRIMARY", "SECONDARY"], "code": ["S1", "S3", "x"], "name": ["ru 1", "kk 2", "Pupil 3", "P"],
    "founded": [1950, 1952, 1954], "districtId": [data.district_id(0), data.district_id(1), "no uuid"],
    "id": [data.pupil_id(1), data.pupil_id(2)], "born": ["2009-05-05", "2010-10-10"],
}  # fmt: skip


def literal(value: Any, type_: Any) -> str:
    """Spell a value as GraphQL does."""
    node = value_to_literal(value, type_)
    assert node is not None
    return print_ast(node)


def made(seed: int) -> tuple[str, dict[str, Any]]:
    """Make the query of a seed; what fields of two types happen to conflict in is made anew."""
    chance = random.Random(seed)
    while True:
        query, variables = Maker(chance).operation()
        if not validate(GRAPHQL, parse(query)):
            return query, variables

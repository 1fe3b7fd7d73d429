"""One small school world, as a single schema and, cut at random, as subgraphs that must answer the same."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from random import Random
from typing import Any

from graphql import GraphQLObjectType, GraphQLSchema, build_schema

from gateway.testing.subgraph import Subgraph

Entity = dict[str, Any]
Resolver = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class FieldOf:
    """A field: its type, its arguments, and the field of the same entity that it is computed from."""

    type: str
    arguments: str = ""
    requires: str | None = None


TYPES: Mapping[str, Mapping[str, FieldOf]] = {
    "School": {
        "name": FieldOf("String!"),
        "founded": FieldOf("Int"),
        "kind": FieldOf("Kind"),
        "classes": FieldOf("[Class!]", "first: Int = 2"),
        "head": FieldOf("Teacher"),
        "things": FieldOf("[Thing]"),
        "label": FieldOf("String", requires="name"),
    },
    "Class": {
        "grade": FieldOf("Int!"),
        "letter": FieldOf("String", "upper: Boolean"),
        "school": FieldOf("School"),
        "pupils": FieldOf("[Pupil!]"),
        "teacher": FieldOf("Teacher"),
        "doubled": FieldOf("Int", requires="grade"),
    },
    "Pupil": {
        "name": FieldOf("String!"),
        "friend": FieldOf("Pupil"),
        "in": FieldOf("Class"),
        "marks": FieldOf("[Int]"),
        "grid": FieldOf("[[Pupil]]"),
        "secret": FieldOf("String"),
        "badge": FieldOf("String", requires="name"),
    },
    "Teacher": {
        "name": FieldOf("String!"),
        "teaches": FieldOf("[Class]"),
        "mentor": FieldOf("Teacher!"),
        "likes": FieldOf("Thing"),
        "near": FieldOf("[Node]"),
    },
}
ROOT: Mapping[str, FieldOf] = {
    "school": FieldOf("School", "id: ID!"),
    "schools": FieldOf("[School!]!"),
    "pupil": FieldOf("Pupil", "id: ID!"),
    "anything": FieldOf("[Thing!]"),
    "node": FieldOf("Node", "id: ID!"),
    "teachers": FieldOf("[Teacher]"),
}
_COMMON = "interface Node {{ id: ID! }} union Thing = {things} enum Kind {{ PRIMARY SECONDARY }} "
_THINGS = ("Pupil", "School", "Teacher")


def whole_schema() -> GraphQLSchema:
    """The world as one schema."""
    types = "".join(_type(name, "", _lines(fields)) for name, fields in TYPES.items())
    schema = build_schema(_COMMON.format(things=" | ".join(_THINGS)) + types + _query(_lines(ROOT)))
    for kind in schema.type_map.values():
        if isinstance(kind, GraphQLObjectType) and (kind.name in TYPES or kind.name == "Query"):
            for name, definition in kind.fields.items():
                definition.resolve = _resolver(kind.name, name)
    return schema


def cut(random: Random, count: int) -> list[Subgraph]:
    """The world as `count` subgraphs; each field lives in one of them, some in two."""
    owners = {
        (kind, name): set(random.sample(range(count), 2 if random.random() < 0.2 else 1))
        for kind, fields in [*TYPES.items(), ("Query", ROOT)]
        for name in fields
    }
    return [_subgraph(place, owners) for place in range(count)]


def _subgraph(place: int, owners: Mapping[tuple[str, str], set[int]]) -> Subgraph:
    owned = {kind: [n for n in fields if place in owners[kind, n]] for kind, fields in TYPES.items()}
    types = "".join(
        _type(kind, '@key(fields: "id")', list(_cut_lines(kind, names, owners)))
        for kind, names in owned.items()
    )
    root = [name for name in ROOT if place in owners["Query", name]]
    lines = [_line(name, ROOT[name], _shared(owners["Query", name])) for name in root]
    names = {f"{kind}.{name}": _resolver(kind, name) for kind, own in owned.items() for name in own}
    names |= {f"Query.{name}": _resolver("Query", name) for name in root}
    common = _COMMON.format(things=" | ".join(_THINGS))
    return Subgraph(
        f"part{place}",
        common + types + (_query(lines) if lines else ""),
        names,
        {kind: partial(_refer, kind) for kind in TYPES},
    )


def _cut_lines(kind: str, names: Sequence[str], owners: Mapping[tuple[str, str], set[int]]) -> Iterator[str]:
    fields = TYPES[kind]
    external = {fields[name].requires for name in names} - {None} - set(names)
    yield from (f"{name}: {fields[name].type} @external" for name in sorted(filter(None, external)))
    for name in names:
        directives = _shared(owners[kind, name])
        if fields[name].requires in external:
            directives += f' @requires(fields: "{fields[name].requires}")'
        yield _line(name, fields[name], directives)


def _shared(owners: set[int]) -> str:
    return "@shareable" if len(owners) > 1 else ""


def _lines(fields: Mapping[str, FieldOf]) -> list[str]:
    return [_line(name, field, "") for name, field in fields.items()]


def _line(name: str, field: FieldOf, directives: str) -> str:
    arguments = f"({field.arguments})" if field.arguments else ""
    return f"{name}{arguments}: {field.type} {directives}"


def _type(name: str, directives: str, lines: Sequence[str]) -> str:
    return f"type {name} implements Node {directives} {{ id: ID!\n" + "\n".join(lines) + "\n}\n"


def _query(lines: Sequence[str]) -> str:
    return "type Query {\n" + "\n".join(lines) + "\n}\n"


def _refer(kind: str, representation: Entity) -> Entity | None:
    """A subgraph knows of an entity what it was told, and that it exists."""
    return {**representation, "__typename": kind} if representation["id"] in STORE[kind] else None


def _resolver(kind: str, name: str) -> Resolver:
    if kind == "Query":
        return partial(_root, name)
    fields = TYPES.get(kind, {})
    required = fields[name].requires if name in fields else None
    if required is not None:
        return partial(_computed, name, kind, required)
    return partial(_stored, kind, name)


def _stored(kind: str, name: str, entity: Entity, _info: Any, **given: Any) -> Any:
    if name == "id":
        return entity["id"]
    if name == "secret" and entity["id"] == "p3":
        raise ValueError("nobody may know")
    value = STORE[kind][entity["id"]][name]
    if name == "classes":
        return [_entity(one) for one in value[: given["first"]]]
    if name == "letter" and given.get("upper") and value:
        return value.upper()
    return _entities(value)


def _computed(name: str, kind: str, required: str, entity: Entity, _info: Any) -> Any:
    # What a representation brought is believed before the store: a wrong representation shows.
    value = entity[required] if required in entity else STORE[kind][entity["id"]][required]
    return value * 2 if name == "doubled" else f"{name} of {value}"


def _root(name: str, _root: Any, _info: Any, **given: Any) -> Any:
    if name in ("school", "pupil", "node"):
        found = given["id"]
        kinds = {"school": ["School"], "pupil": ["Pupil"], "node": list(TYPES)}[name]
        return _entity(found) if any(found in STORE[kind] for kind in kinds) else None
    if name == "schools":
        return [_entity(found) for found in STORE["School"]]
    if name == "teachers":
        return [_entity(found) for found in ("t1", "t9", "t2")]
    return [_entity(found) for found in ("p1", "s1", "t1", "p2", "p1")]


def _entities(value: Any) -> Any:
    if isinstance(value, list):
        return [_entities(item) for item in value]
    return _entity(value.name) if isinstance(value, Ref) else value


def _entity(name: str | None) -> Entity | None:
    if name is None:
        return None
    kind = {"s": "School", "c": "Class", "p": "Pupil", "t": "Teacher"}[name[0]]
    return {"__typename": kind, "id": name} if name in STORE[kind] else None


@dataclass(frozen=True, slots=True)
class Ref:
    """A link to an entity by its id."""

    name: str


def _refs(*names: str) -> list[Ref]:
    return [Ref(name) for name in names]


STORE: dict[str, dict[str, Entity]] = {
    "School": {
        "s1": {
            "name": "First", "founded": 1931, "kind": "SECONDARY", "classes": ["c1", "c2", "c3"],
            "head": Ref("t1"), "things": _refs("p1", "t2", "s2"), "label": None,
        },
        "s2": {
            "name": "Second", "founded": None, "kind": "PRIMARY", "classes": ["c4"],
            "head": None, "things": [Ref("p4"), None], "label": None,
        },
    },
    "Class": {
        f"c{n}": {
            "grade": n, "letter": "abvg"[n - 1], "school": Ref("s1" if n < 4 else "s2"),
            "pupils": _refs(f"p{n}", f"p{n % 4 + 1}"), "teacher": Ref(f"t{n % 3 + 1}"), "doubled": None,
        }
        for n in range(1, 5)
    },
    "Pupil": {
        f"p{n}": {
            "name": f"Pupil {n}", "friend": Ref(f"p{n % 5 + 1}"), "in": Ref(f"c{n}"),
            "marks": [n, None, 5],
            "grid": [None if n % 2 else _refs("p1", "p2"), [], [None, Ref(f"p{n}")], [Ref("p9")]],
            "secret": f"s{n}", "badge": None,
        }
        for n in range(1, 5)
    },
    "Teacher": {
        f"t{n}": {
            "name": f"Teacher {n}", "teaches": [Ref(f"c{n}"), None, Ref("c4")], "mentor": Ref(f"t{n + 1}"),
            "likes": Ref(("p1", "s1", "t1")[n - 1]), "near": _refs("c1", "p2", f"t{n}", "s9"),
        }
        for n in range(1, 4)
    },
}  # fmt: skip

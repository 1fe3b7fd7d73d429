"""From an operation to a function: analysis, generation, and the compilation of the generated source."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from graphql import FieldNode, GraphQLObjectType, GraphQLUnionType

from readplan.columns import skeleton_of
from readplan.compiler import Compiler
from readplan.complete import Failure, Skeleton
from readplan.errors import STATEMENT_ERRORS, Refused
from readplan.generate import function
from readplan.lookup import by_type
from readplan.model import Model, TypeModel
from readplan.narrow import expected
from readplan.plan import Root, Rows
from readplan.root_fields import entity_root, root
from readplan.runtime import fail_many, fail_one, grouped, python_arguments
from readplan.scope import Scope, first_two
from readplan.select import Selected, Sources

ELSEWHERE = frozenset({"__schema", "__type", "_service"})


@dataclass(frozen=True, slots=True)
class Plan:
    """A compiled operation."""

    run: Callable[..., Any]
    source: str
    skeleton: Skeleton
    rows: tuple[Rows, ...]
    asks_database: bool
    elsewhere: bool


def assemble(scope: Scope, sources: Sources) -> Plan:
    """Compile a query."""
    compiler = Compiler(scope)
    query = expected(scope.document.schema.query_type, GraphQLObjectType)
    skeleton = Skeleton("Query", required=False)
    selections = scope.document.collect(query, sources)
    roots = [_root(compiler, query, one, skeleton) for one in selections]
    return _finish(scope, roots, skeleton)


def assemble_references(
    scope: Scope, nodes: list[FieldNode], sources: Sources, types: Sequence[TypeModel]
) -> Plan:
    """Compile what a payload selects on entities: a plan whose only root is a list of them."""
    selected = Selected("references", nodes[0], [way for way, _ in sources], nodes)
    skeleton = Skeleton("references")
    items = Skeleton(selected.name, items=Skeleton(selected.name))
    skeleton.fields[selected.key] = items
    return _finish(scope, [entity_root(Compiler(scope), selected, types, items)], skeleton)


def _root(compiler: Compiler, query: GraphQLObjectType, selected: Selected, skeleton: Skeleton) -> Root:
    name = selected.name
    if selected.is_place:
        return Root(selected.key, selected.condition, "typename", "None")
    if name == "__typename":
        skeleton.fields[selected.key] = Skeleton(name)
        return Root(selected.key, selected.condition, "typename", repr(query.name))
    if name in ELSEWHERE:
        skeleton.fields[selected.key] = Skeleton(name)
        return Root(selected.key, selected.condition, "elsewhere", "None")
    field = query.fields[name]
    promise = skeleton.fields[selected.key] = skeleton_of(f"Query.{name}", field.type)
    if name == "_entities":
        return entity_root(compiler, selected, entity_types(compiler.scope.model), promise)
    return root(compiler, selected, field, compiler.scope.model.roots[name], promise)


def entity_types(model: Model) -> list[TypeModel]:
    """List the types that ``_entities`` can answer."""
    union = model.schema.type_map.get("_Entity")
    members = union.types if isinstance(union, GraphQLUnionType) else ()
    return [model.types[member.name] for member in members]


def _finish(scope: Scope, roots: list[Root], skeleton: Skeleton) -> Plan:
    source = function(roots, scope.rows, scope.preamble)
    namespace: dict[str, Any] = {
        **scope.names,
        "NONE": {},
        "FAILURES": (*STATEMENT_ERRORS, Refused),
        "Refused": Refused,
        "Failure": Failure,
        "ENTITIES_MAX": scope.settings.entities_max,
        "by_type": by_type,
        "fail_many": fail_many,
        "fail_one": fail_one,
        "first_two": first_two,
        "grouped": grouped,
        "python_arguments": python_arguments,
    }
    # The source holds names, numbers and response keys that are valid GraphQL names; values are in the namespace.
    exec(compile(source, "<plan>", "exec"), namespace)  # noqa: S102
    rows = tuple(one for one in scope.rows if isinstance(one, Rows))
    elsewhere = any(root.kind == "elsewhere" for root in roots)
    asks = any(not one.from_keys for one in rows)
    # Taken out of its own globals: a plan that is forgotten must not wait for the collector of circles.
    return Plan(namespace.pop("run"), source, skeleton, rows, asks, elsewhere)

"""Python objects (not rows) as response objects: what batch fields and root values return."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from graphql import GraphQLEnumType, GraphQLList, GraphQLObjectType, get_nullable_type, is_non_null_type

from readplan.model import Model
from readplan.select import Document, Sources
from readplan.values import enum_names

# Takes a value and the variables; returns what stands in the response, and whether a promise is broken in it.
Projection = Callable[[Any, dict[str, Any]], tuple[Any, bool]]


def project(document: Document, model: Model, graphql_type: Any, sources: Sources) -> Projection:
    """Compile how a Python value becomes a value of the response."""
    required = bool(is_non_null_type(graphql_type))
    inside = _nullable(document, model, get_nullable_type(graphql_type), sources)

    def run(value: Any, v: dict[str, Any]) -> tuple[Any, bool]:
        return (None, required) if value is None else inside(value, v)

    return run


def _nullable(document: Document, model: Model, graphql_type: Any, sources: Sources) -> Projection:
    if isinstance(graphql_type, GraphQLList):
        return _list(project(document, model, graphql_type.of_type, sources))
    if isinstance(graphql_type, GraphQLObjectType):
        return _object(document, model, graphql_type, sources)
    if isinstance(graphql_type, GraphQLEnumType):
        names = enum_names(graphql_type)
        return lambda value, _v: (names.get(value), value not in names)
    return lambda value, _v: (value, False)


def _list(item: Projection) -> Projection:
    def run(value: Any, v: dict[str, Any]) -> tuple[Any, bool]:
        done = [item(one, v) for one in value]
        return [one for one, _ in done], any(broken for _, broken in done)

    return run


def _object(
    document: Document, model: Model, graphql_type: GraphQLObjectType, sources: Sources
) -> Projection:
    fields: list[tuple[str, Callable[[dict[str, Any]], bool] | None, str | None, Projection | None]] = []
    for selected in document.collect(graphql_type, sources):
        there = _condition(selected.condition)
        if selected.is_place or selected.name == "__typename":
            # What only keeps a place is overwritten by the field itself, later in this list.
            fields.append((selected.key, there, None, None))
            continue
        inner = project(document, model, graphql_type.fields[selected.name].type, selected.inner)
        fields.append((selected.key, there, model.python_name(graphql_type.name, selected.name), inner))

    def run(value: Any, v: dict[str, Any]) -> tuple[Any, bool]:
        result: dict[str, Any] = {}
        broken = False
        for key, there, name, inner in fields:
            if there is not None and not there(v):
                continue
            if name is None or inner is None:
                result[key] = graphql_type.name
                continue
            result[key], failed = inner(_attribute(value, name), v)
            broken = broken or failed
        return result, broken

    return run


def _attribute(value: Any, name: str) -> Any:
    return value.get(name) if isinstance(value, Mapping) else getattr(value, name)


def _condition(expression: str | None) -> Callable[[dict[str, Any]], bool] | None:
    if expression is None:
        return None
    test: Callable[[dict[str, Any]], bool] = eval(f"lambda v: {expression}")  # noqa: S307 - only names of variables.
    return test

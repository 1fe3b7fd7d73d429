"""Root fields: look-ups, lists and pages of the query type, and entities by their keys."""

from __future__ import annotations

from collections.abc import Sequence

from graphql import GraphQLField

from readplan.arguments import snake
from readplan.columns import Row
from readplan.compiler import Compiler, Field
from readplan.complete import Skeleton
from readplan.links import Found, denied, order_by, policy
from readplan.lookup import entities, lookup
from readplan.model import TypeModel
from readplan.narrow import expected
from readplan.plan import Root, Rows
from readplan.projection import project
from readplan.select import Selected
from readplan.sources import FieldSource, RootLink, RootValue
from readplan.statement import Select, quoted, static, where
from readplan.target import Target, about, any_type, only_keys


def root(
    compiler: Compiler, selected: Selected, graphql: GraphQLField, source: FieldSource, skeleton: Skeleton
) -> Root:
    """Compile one root field."""
    field = Field(selected, graphql, compiler.scope.arguments(graphql, selected.node), skeleton)
    root = Root(selected.key, selected.condition, "value", "", field.arguments.name, field.required)
    if isinstance(source, RootValue):
        projection = project(compiler.scope.document, compiler.scope.model, graphql.type, selected.inner)
        names = (
            compiler.scope.global_name("value", source.fn),
            compiler.scope.global_name("project", projection),
        )
        root.name = "|".join(names)
        return root
    source = expected(source, RootLink)
    refusal = denied(compiler.scope, compiler.scope.target(source.link.target))
    if refusal is not None:
        root.kind, root.name = "constant", compiler.scope.failure(refusal).name
        return root
    root.rows.append(_rows(compiler, field, source))
    root.kind = {"one": "lookup", "many": "many", "connection": "page"}[source.link.kind]
    return root


def _rows(compiler: Compiler, field: Field, source: RootLink) -> Rows:
    """Compile the statement of a root field."""
    link, target = source.link, compiler.scope.target(source.link.target)
    rows = compiler.rows(f"Query.{field.selected.name}", field)
    select = Select(target.relation)
    found = Found(f"{quoted(target.relation.name)} as t", "", "")
    compiler.fill(rows, select, found, link, field, None)
    if link.kind == "one":
        keyed = unique_columns(source, field.graphql, target)
        statement, parameters = lookup(target, select, keyed, f"key_{rows.number}")
        compiler.finish(rows, select, statement, parameters)
    elif link.kind == "many":
        row = Row(compiler.scope, select, any_type(target))
        order = order_by(link.order, row, field.arguments, any_type(target).key)
        text = f"select {select.listed()} from {found.source}{select.joins()}{where(select.conditions)}"
        all_rows = static(f"{text} order by {order}", select.slots)
        compiler.finish(rows, select, all_rows, all_rows.arguments)
    return rows


def entity_root(
    compiler: Compiler, selected: Selected, types: Sequence[TypeModel], skeleton: Skeleton
) -> Root:
    """Compile ``_entities`` (or the references of a payload): a statement for each type and key."""
    root = Root(selected.key, selected.condition, "entities", required=True)
    query = compiler.scope.document.schema.query_type
    if query is not None and selected.name == "_entities":
        root.arguments = compiler.scope.arguments(query.fields["_entities"], selected.node).name
    for model in types:
        if not compiler.scope.document.collect(model.graphql, selected.inner):
            continue
        refusal = denied(compiler.scope, model)
        if refusal is not None:
            root.refusals.append((model.name, compiler.scope.failure(refusal).name))
            continue
        root.rows.append(_entity_rows(compiler, model, selected, skeleton))
    return root


def _entity_rows(compiler: Compiler, model: TypeModel, selected: Selected, skeleton: Skeleton) -> Rows:
    rows = Rows(len(compiler.scope.rows), model.name, selected.key, from_representations=True)
    compiler.scope.rows.append(rows)
    select = Select(model.relation)
    select.add(policy(compiler.scope, model, select))
    rows.views.append(compiler.view(model, select, selected.inner, skeleton.items or skeleton))
    rows.about = about(model, select)
    python_names = compiler.scope.model.python_names.get(model.name, {})
    names = {python: graphql for graphql, python in python_names.items()}
    keys = tuple(dict.fromkeys((*model.entity_keys, model.key)))
    known = len(select.slots.expressions)
    compiler.finish(rows, select, entities(model, select, names, keys), select.slots.expressions[:known])
    rows.from_keys = len(keys) == 1 and len(keys[0]) == 1 and only_keys(model, select, keys[0][0])
    return rows


def unique_columns(source: RootLink, field: GraphQLField, target: Target) -> dict[str, tuple[str, str]]:
    """Map each argument that identifies a row to its column and type."""
    columns = target.relation.columns
    if source.unique:
        named = {snake(argument): column for argument, column in source.unique.items()}
        found = {argument: named[snake(argument)] for argument in field.args if snake(argument) in named}
    else:
        found = {argument: snake(argument) for argument in field.args if snake(argument) in columns}
    return {argument: (column, columns[column]) for argument, column in found.items()}

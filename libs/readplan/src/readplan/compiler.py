"""Analysis: selections and bindings become a plan, one ``Rows`` for each statement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from graphql import GraphQLField, GraphQLObjectType, get_named_type, is_non_null_type

from readplan.columns import Row, is_one_total, skeleton_of
from readplan.complete import Skeleton
from readplan.links import Found, children, denied, link_conditions, linked, page, policy
from readplan.model import BindingError, TypeModel
from readplan.narrow import expected
from readplan.plan import (
    Batch,
    BatchOf,
    ChoiceOf,
    ConnectionPart,
    ConnectionView,
    Constant,
    Entry,
    LinkTo,
    Rows,
    Value,
    View,
)
from readplan.projection import project
from readplan.scope import ArgumentsIn, Scope
from readplan.select import Selected, Sources
from readplan.sources import Choice, FieldSource, FromBatch, FromColumn, FromText, Link, RootLink, RootValue
from readplan.sql import Denied, Sql
from readplan.statement import Select, Static, as_key, quoted
from readplan.target import Target, about, any_type, only_keys


@dataclass(frozen=True, slots=True)
class Field:
    """One selected field with everything that is known of it."""

    selected: Selected
    graphql: GraphQLField
    arguments: ArgumentsIn
    skeleton: Skeleton

    @property
    def required(self) -> bool:
        """Whether the schema promises a value."""
        return bool(is_non_null_type(self.graphql.type))

    @property
    def object_type(self) -> GraphQLObjectType:
        """The object type behind lists and promises."""
        return expected(get_named_type(self.graphql.type), GraphQLObjectType)


class Compiler:
    """Compiles the selections of one operation."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope

    # Objects made of rows

    def view(self, target: Target, select: Select, sources: Sources, skeleton: Skeleton) -> View:
        """Compile the object that a row of the target becomes."""
        if isinstance(target, TypeModel):
            return View({None: self.entries(Row(self.scope, select, target), sources, skeleton)})
        discriminator = select.column(f"t.{quoted(target.discriminator)}::text")
        cases: dict[str | None, list[Entry]] = {
            kind: self.entries(Row(self.scope, select, model), sources, skeleton)
            for kind, model in target.types.items()
            if not isinstance(self.scope.visible(model), Denied)
        }
        return View(cases, discriminator)

    def entries(self, row: Row, sources: Sources, skeleton: Skeleton) -> list[Entry]:
        """Compile the fields selected on a row's type."""
        selections = self.scope.document.collect(row.model.graphql, sources)
        return [Entry(one.key, one.condition, self.entry(row, one, skeleton)) for one in selections]

    def entry(self, row: Row, selected: Selected, skeleton: Skeleton) -> Value:
        """Compile one selected field and write down what it promises."""
        if selected.is_place:
            return Constant("None", breaks=False)
        if selected.name == "__typename":
            skeleton.fields[selected.key] = Skeleton("__typename")
            return Constant(repr(row.model.name), breaks=False)
        graphql = row.model.graphql.fields[selected.name]
        inner = skeleton.fields.get(selected.key)
        if inner is None:
            inner = skeleton_of(f"{row.model.name}.{selected.name}", graphql.type)
            skeleton.fields[selected.key] = inner
        arguments = self.scope.arguments(graphql, selected.node)
        return self.value(row, Field(selected, graphql, arguments, inner))

    def value(self, row: Row, field: Field) -> Value:
        """Compile where a field's value comes from."""
        name = field.selected.name
        source = row.model.sources[name]
        if self._hidden(row.model, name, source):
            return Constant("None", breaks=field.required)
        if isinstance(source, Link):
            return self.link(row, field, source)
        if isinstance(source, Choice):
            return self.choice(row, field, source)
        if isinstance(source, FromBatch):
            return self.batch(row, field, source)
        if isinstance(source, RootLink | RootValue):
            raise TypeError(f"{row.model.name}.{name} is bound like a root field.")
        return row.value(field.selected, source, field.arguments, field.skeleton)

    def _hidden(self, model: TypeModel, name: str, source: FieldSource) -> bool:
        mask = model.masks.get(name)
        if mask is None or isinstance(source, FromColumn | FromText):
            return False
        shown = mask.shown(self.scope.shape)
        if isinstance(shown, Sql) and not is_one_total(source):
            # A condition that nothing applies would show the field to everybody.
            raise BindingError([f"{model.name}.{name}: a mask by row needs a column, a text or one total"])
        return shown is False

    # Links

    def link(self, row: Row, field: Field, link: Link) -> LinkTo | Constant:
        """Compile a link to rows of another statement."""
        target = self.scope.target(link.target)
        refusal = denied(self.scope, target)
        if refusal is not None:
            return self.scope.failure(refusal)
        rows = self.rows(f"{row.model.name}.{field.selected.name}", field)
        rows.many, rows.repeats = link.kind == "many", link.through is not None
        near_type = row.relation.columns[link.near]
        column = row.select.column(as_key(f"t.{quoted(link.near)}", near_type))
        select = Select(target.relation)
        parents = select.slots.add(f"list(parents_{rows.number})")
        found = linked(link, target, parents, near_type)
        self.fill(rows, select, found, link, field, parents)
        if link.kind == "one" and link.through is None:
            rows.from_keys = only_keys(target, select, link.far)
        kind = "page" if link.kind == "connection" else link.kind
        return LinkTo(kind, rows, column, field.required, link.near not in row.relation.required)

    def rows(self, label: str, field: Field) -> Rows:
        """Begin a statement; parents come before children."""
        rows = Rows(len(self.scope.rows), label, field.selected.key, field.arguments.name)
        rows.required = field.required
        self.scope.rows.append(rows)
        return rows

    def fill(
        self, rows: Rows, select: Select, found: Found, link: Link, field: Field, parents: str | None
    ) -> None:
        """Compile the objects of a statement, and the statement unless it is a root's."""
        target = self.scope.target(link.target)
        select.add(policy(self.scope, target, select))
        link_conditions(link, field.arguments, select)
        row = Row(self.scope, select, any_type(target))
        if link.kind == "connection":
            rows.connection = self.connection(rows, target, select, field)
            rows.about = about(target, select) if rows.views else None
            page_ = page(
                rows.label,
                link,
                found,
                row,
                field.graphql,
                field.arguments,
                parents=parents,
                view=rows.connection,
            )
            self.finish(rows, select, page_, select.slots.expressions)
            return
        promise = field.skeleton.items if link.kind == "many" and field.skeleton.items else field.skeleton
        rows.views.append(self.view(target, select, field.selected.inner, promise))
        rows.about = about(target, select)
        if parents is not None:
            statement = children(link, found, row, field.arguments, parents)
            self.finish(rows, select, statement, statement.arguments)

    def finish(self, rows: Rows, select: Select, statement: object, parameters: Sequence[str]) -> None:
        """Give a statement to the generated code."""
        rows.width = len(select.columns)
        rows.statement = statement
        rows.parameters = tuple(parameters)
        text = isinstance(statement, Static)
        self.scope.names[f"{'TEXT' if text else 'ROWS'}_{rows.number}"] = (
            statement.text if isinstance(statement, Static) else statement
        )

    def connection(self, rows: Rows, target: Target, select: Select, field: Field) -> ConnectionView:
        """Compile what of a connection is selected."""
        parts = []
        for selected in self.scope.document.collect(field.object_type, field.selected.inner):
            part, promise = self._part(field.object_type, selected)
            field.skeleton.fields[selected.key] = promise
            if selected.name == "nodes":
                rows.views.append(self.view(target, select, selected.inner, promise.items or promise))
                part.view = len(rows.views) - 1
            elif selected.name in ("edges", "pageInfo"):
                around = promise.items or promise
                part.inner = self._inner_parts(rows, target, select, field.object_type, selected, around)
            parts.append(part)
        return ConnectionView(parts)

    def _inner_parts(
        self, rows: Rows, target: Target, select: Select, outer: GraphQLObjectType, outer_field: Selected,
        around: Skeleton,
    ) -> list[ConnectionPart]:  # fmt: skip
        object_type = expected(get_named_type(outer.fields[outer_field.name].type), GraphQLObjectType)
        parts = []
        for selected in self.scope.document.collect(object_type, outer_field.inner):
            part, promise = self._part(object_type, selected)
            around.fields[selected.key] = promise
            if selected.name == "node":
                rows.views.append(self.view(target, select, selected.inner, promise))
                part.view = len(rows.views) - 1
            parts.append(part)
        return parts

    def _part(self, object_type: GraphQLObjectType, selected: Selected) -> tuple[ConnectionPart, Skeleton]:
        part = ConnectionPart(selected.key, selected.condition, selected.name, constant="None")
        if selected.is_place:
            return part, Skeleton("place")
        if selected.name == "__typename":
            part.constant = repr(object_type.name)
            return part, Skeleton("__typename")
        field = object_type.fields[selected.name]
        return part, skeleton_of(f"{object_type.name}.{selected.name}", field.type)

    def choice(self, row: Row, field: Field, choice: Choice) -> ChoiceOf:
        """Compile a link to one of several types: a statement for each."""
        column = row.select.column(f"t.{quoted(choice.discriminator)}::text")
        links = {
            kind: self.link(row, field, Link("one", python_type, near=choice.key))
            for kind, python_type in choice.types.items()
        }
        return ChoiceOf(column, links, field.required)

    def batch(self, row: Row, field: Field, source: FromBatch) -> BatchOf:
        """Compile a value that an async function gives for all rows at once."""
        column = row.select.column(f"t.{quoted(source.key)}")
        scope = self.scope
        projection = project(scope.document, scope.model, field.graphql.type, field.selected.inner)
        batch = Batch(
            len(scope.rows),
            field.selected.key,
            scope.global_name("batch", source.fn),
            field.arguments.name,
            scope.global_name("project", projection),
            source.fetches,
        )
        scope.rows.append(batch)
        return BatchOf(batch, column)

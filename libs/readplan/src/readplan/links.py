"""Links to other rows: how the rows of a statement are found, and the statement that asks for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from graphql import GraphQLEnumType, GraphQLField, GraphQLInputObjectType, get_named_type

from readplan.columns import Row
from readplan.filtering import Filter, FilterField, filter_fields
from readplan.keyset import Term
from readplan.model import AbstractModel, TypeModel
from readplan.narrow import expected
from readplan.paging import Page, PageText
from readplan.plan import ConnectionView
from readplan.scope import ArgumentsIn, Scope
from readplan.sources import Column, FromColumn, FromText, Link
from readplan.sql import Denied, Sql
from readplan.statement import Select, Static, as_key, column_sql, literal, marked, quoted, static, where


@dataclass(frozen=True, slots=True)
class Found:
    """A statement's source and the columns that tie its rows to their parents."""

    source: str
    tie: str  # the column that holds the parents' key
    tie_type: str


def denied(scope: Scope, target: TypeModel | AbstractModel) -> Denied | None:
    """Return the refusal if the caller may read no row of this type at all."""
    if isinstance(target, TypeModel):
        visible = scope.visible(target)
        return visible if isinstance(visible, Denied) else None
    refusals = [scope.visible(one) for one in target.types.values()]
    first = refusals[0] if refusals else Denied()
    return first if isinstance(first, Denied) and all(isinstance(r, Denied) for r in refusals) else None


def policy(scope: Scope, target: TypeModel | AbstractModel, select: Select) -> str:
    """Spell the condition under which rows of the target exist for the caller."""
    none = ArgumentsIn(scope, None, "NONE")
    if isinstance(target, TypeModel):
        visible = scope.visible(target)
        return (
            "false"
            if isinstance(visible, Denied)
            else marked(target.name, none.render(visible, select.slots, t="t"))
        )
    ways = []
    for kind, model in target.types.items():
        visible = scope.visible(model)
        if isinstance(visible, Sql):
            condition = marked(model.name, none.render(visible, select.slots, t="t"))
            ways.append(f"(t.{quoted(target.discriminator)} = {literal(kind)} and {condition})")
    return "(" + " or ".join(ways) + ")"


def key_columns(target: TypeModel | AbstractModel) -> tuple[str, ...]:
    """Name the columns that identify a row."""
    return target.key if isinstance(target, TypeModel) else ("id",)


def linked(link: Link, target: TypeModel | AbstractModel, parents: str | None, near_type: str) -> Found:
    """Find the source of a link's rows; ``parents`` is the slot of the keys of an entity without a table."""
    relation = target.relation
    if link.through is not None:
        between = quoted(link.through.relation)
        near, far = quoted(link.through.near), quoted(link.through.far)
        if relation.name:
            joined = f"{between} as j join {quoted(relation.name)} as t on t.{quoted(link.far)} = j.{far}"
        else:
            joined = f"{between} as j cross join lateral (select j.{far} as {quoted(link.far)}) as t"
        return Found(joined, f"j.{near}", near_type)
    if not relation.name:
        source = f"unnest({parents}::{near_type}[]) as t({quoted(link.far)})"
        return Found(source, f"t.{quoted(link.far)}", near_type)
    return Found(f"{quoted(relation.name)} as t", f"t.{quoted(link.far)}", near_type)


def link_conditions(link: Link, arguments: ArgumentsIn, select: Select) -> None:
    """Add the conditions that the binding puts on a link."""
    if link.where is not None:
        select.add("(" + arguments.render(link.where, select.slots, t="t", j="j") + ")")
    if link.through is not None and link.through.where is not None:
        select.add("(" + arguments.render(link.through.where, select.slots, t="t", j="j") + ")")


def order_by(columns: tuple[Column, ...], row: Row, arguments: ArgumentsIn, ties: tuple[str, ...]) -> str:
    """Spell a fixed order; a name with a minus is descending."""
    spelled = []
    for column in columns:
        name = column.removeprefix("-") if isinstance(column, str) else column
        down = " desc nulls last" if isinstance(column, str) and column.startswith("-") else ""
        spelled.append(sort_sql(name, row, arguments) + down)
    ties_sql = [f"t.{quoted(tie)}" for tie in ties]
    return ", ".join([*spelled, *(tie for tie in ties_sql if tie not in spelled)])


def sort_sql(column: Column, row: Row, arguments: ArgumentsIn) -> str:
    """Spell what rows are ordered or filtered by: a language map in the caller's language, and masks stay on.

    Who may not read a value must not find it out by asking for rows that have it.
    """
    if not isinstance(column, str):
        return arguments.render(column, row.select.slots, t="t", j="j")
    none = ArgumentsIn(row.scope, None, "NONE")
    is_map = row.relation.columns.get(column) in ("json", "jsonb")
    sql = row.language(column, "", none) if is_map else column_sql(column)
    masked = _masked_field(column, row)
    return row.masked(masked, sql, none) if masked else sql


def _masked_field(column: str, row: Row) -> str | None:
    for name in row.model.masks:
        source = row.model.sources.get(name)
        if isinstance(source, FromColumn | FromText) and source.column == column:
            return name
    return None


def sort_type(column: Column, row: Row) -> str:
    """Name the type of what rows are ordered or filtered by."""
    pg_type = row.relation.columns.get(column) if isinstance(column, str) else column.type
    return "text" if pg_type in (None, "json", "jsonb", "varchar") else str(pg_type)


def children(link: Link, found: Found, row: Row, arguments: ArgumentsIn, parents: str) -> Static:
    """Spell the statement for all rows (or the one row) of each parent."""
    select = row.select
    conditions = list(select.conditions)
    if "unnest(" not in found.source:
        conditions.insert(0, f"{found.tie} = any({parents}::{found.tie_type}[])")
    order = ""
    if link.kind == "many" or link.through is not None:
        keys = key_columns(row.scope.target(link.target))
        order = " order by " + order_by(link.order, row, arguments, keys)
    text = (
        f"select {', '.join([as_key(found.tie, found.tie_type), *select.columns])} from {found.source}"
        f"{select.joins()}{where(conditions)}{order}"
    )
    return static(text, select.slots)


def page(
    label: str,
    link: Link,
    found: Found,
    row: Row,
    field: GraphQLField,
    arguments: ArgumentsIn,
    *,
    parents: str | None,
    view: ConnectionView,
) -> Page:
    """Gather the pieces of a connection's statement."""
    scope, select = row.scope, row.select
    sorts = {
        n: Term(sort_sql(c, row, arguments), sort_type(c, row), _nullable(c, row))
        for n, c in link.sorts.items()
    }
    ties = tuple(
        Term(f"t.{quoted(key)}", row.relation.columns.get(key, "text"), nullable=False)
        for key in key_columns(scope.target(link.target))
    )
    filter_ = _filter(field, row)
    conditions = list(select.conditions)
    if parents is not None:
        is_list = link.through is None and row.relation.columns.get(link.far, "").endswith("[]")
        # A list of keys ties by containment, which is what a GIN index answers.
        conditions.insert(0, f"{found.tie} @> array[k.key]" if is_list else f"{found.tie} = k.key")
    text = PageText(
        tuple(select.columns),
        found.source,
        select.joins(),
        tuple(conditions),
        parents,
        found.tie_type,
        view.total,
        view.rows,
        view.cursors,
        len(select.slots.expressions),
    )
    return Page(
        label, text, sorts, _sort_names(field), ties, link.default_sort, filter_, scope.settings, scope.cursor_key,
        scope.subject,
    )  # fmt: skip


def _nullable(column: Column, row: Row) -> bool:
    if isinstance(column, Sql):
        return True
    is_map = row.relation.columns.get(column) in ("json", "jsonb")
    return column not in row.relation.required or is_map or _masked_field(column, row) is not None


def _sort_names(field: GraphQLField) -> dict[Any, str]:
    if "orderBy" not in field.args:
        return {}
    order = expected(get_named_type(field.args["orderBy"].type), GraphQLInputObjectType)
    enum = expected(get_named_type(order.fields["field"].type), GraphQLEnumType)
    names: dict[Any, str] = {}
    for name, member in enum.values.items():
        names[member.value] = name
        names[enum.parse_value(name)] = name
    return names


def _filter(field: GraphQLField, row: Row) -> Filter | None:
    if "filter" not in field.args:
        return None
    input_type = expected(get_named_type(field.args["filter"].type), GraphQLInputObjectType)
    fields = {}
    for name, enum in filter_fields(input_type).items():
        python = row.scope.model.python_name(input_type.name, name)
        column = filter_column(row.model, python)
        none = ArgumentsIn(row.scope, None, "NONE")
        fields[name] = FilterField(sort_sql(column, row, none), sort_type(column, row), enum)
    return Filter(fields)


def filter_column(model: TypeModel, python_name: str) -> Column:
    """Find where a filter's field lives."""
    source = model.sources.get(python_name)
    if python_name not in model.columns and isinstance(source, FromText):
        return source.column
    column: Column = model.columns[python_name]
    return column

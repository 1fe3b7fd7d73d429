"""Fields that live in their own row: columns, languages, totals, embedded objects, derived values, masks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from graphql import GraphQLObjectType, get_named_type, is_non_null_type

from readplan.complete import Failure, Skeleton
from readplan.model import TypeModel
from readplan.narrow import expected
from readplan.plan import Computed, Constant, Entry, Leaf, Nested, Value, View
from readplan.relation import Relation
from readplan.scope import ArgumentsIn, Scope
from readplan.select import Selected
from readplan.sources import FromColumn, FromDerived, FromEmbed, FromText, FromTotals, Given, RowSource
from readplan.sql import Denied, Sql
from readplan.statement import Lateral, Select, column_sql, literal, marked, quoted
from readplan.values import cast, converter


@dataclass(frozen=True, slots=True)
class Row:
    """The row whose fields are being compiled."""

    scope: Scope
    select: Select
    model: TypeModel

    @property
    def relation(self) -> Relation:
        """The relation whose columns can be named."""
        return self.select.relation

    def value(
        self, selected: Selected, source: RowSource, arguments: ArgumentsIn, skeleton: Skeleton
    ) -> Value:
        """Compile one field that lives in this row."""
        graphql_type = self.model.graphql.fields[selected.name].type
        match source:
            case FromColumn(column):
                return self.column(graphql_type, column, arguments, selected.name)
            case FromText(column, argument):
                sql = self.language(column, argument, arguments)
                return self.leaf(
                    graphql_type, self.masked(selected.name, sql, arguments), "text", required=False
                )
            case FromDerived(needs, fn):
                return self.derived(graphql_type, needs, fn, arguments)
            case FromEmbed():
                return self.embedded(selected, source, arguments, skeleton)
            case FromTotals():
                return self.totals(selected, source, arguments, skeleton)

    def column(
        self, graphql_type: Any, column: str | Sql, arguments: ArgumentsIn, name: str | None = None
    ) -> Leaf:
        """Compile a column or an expression."""
        sql = self.spelled(column, arguments)
        pg_type = self.relation.columns.get(column) if isinstance(column, str) else column.type
        promised = isinstance(column, str) and column in self.relation.required
        if name is not None and name in self.model.masks:
            sql, promised = self.masked(name, sql, arguments), False
        return self.leaf(graphql_type, sql, pg_type, promised)

    def spelled(self, column: str | Sql, arguments: ArgumentsIn) -> str:
        """Spell a column or an expression of this row."""
        if isinstance(column, str):
            return column_sql(column)
        return arguments.render(column, self.select.slots, t="t")

    def leaf(self, graphql_type: Any, sql: str, pg_type: str | None, required: bool) -> Leaf:
        """Select a value; ``required`` says that the database never gives null."""
        convert = converter(graphql_type, pg_type)
        name = self.scope.global_name("convert", convert) if convert else None
        column = self.select.column(cast(sql, graphql_type, pg_type))
        return Leaf(column, bool(is_non_null_type(graphql_type)) and not required, name)

    def language(self, column: str, argument: str, arguments: ArgumentsIn) -> str:
        """Spell one language of a map: the argument's, the caller's two, the fallback's, any."""
        slots = self.select.slots
        sql = f"t.{quoted(column)}"
        asked = arguments.arguments.graphql_name(argument) if arguments.arguments else None
        wanted = []
        if asked and arguments.arguments and arguments.arguments.may_be_given(asked):
            wanted.append(f"{arguments.name}.get({asked!r})")
        wanted.extend(self.scope.locale_pair())
        tries = [f"{sql}->>{slots.add(expression)}::text" for expression in wanted]
        tries.append(f"{sql}->>{literal(self.scope.settings.fallback_locale)}")
        each = "json_each_text" if self.relation.columns.get(column) == "json" else "jsonb_each_text"
        tries.append(f"(select value from {each}({sql}) order by key limit 1)")
        return f"coalesce({', '.join(tries)})"

    def masked(self, name: str, sql: str, arguments: ArgumentsIn) -> str:
        """Put a mask over an expression where the policy wants one."""
        mask = self.model.masks.get(name)
        if mask is None:
            return sql
        shown = mask.shown(self.scope.shape)
        if shown is True:
            return sql
        instead = arguments.render(mask.instead, self.select.slots, t="t") if mask.instead else "null"
        if shown is False:
            return instead
        condition = arguments.render(shown, self.select.slots, t="t")
        if condition == "true":
            return sql
        return f"case when {condition} then {sql} else {instead} end"

    def derived(self, graphql_type: Any, needs: tuple[Any, ...], fn: Any, arguments: ArgumentsIn) -> Computed:
        """Compile a Python function over values of the row."""
        inputs = tuple(
            need.name if isinstance(need, Given) else self.select.column(self.needed(need, arguments))
            for need in needs
        )
        function = self.scope.global_name("derive", _safe(fn, converter(graphql_type, None)))
        return Computed(function, inputs, bool(is_non_null_type(graphql_type)))

    def needed(self, need: str | Sql, arguments: ArgumentsIn) -> str:
        """Spell what a derived field needs: a column, an expression, or a total (``devices.faulty``)."""
        if isinstance(need, str) and "." in need:
            field, _, value = need.partition(".")
            source = self.model.sources[self._graphql_name(field)]
            if isinstance(source, FromTotals):
                lateral = self.lateral(source, ArgumentsIn(self.scope, None, "NONE"))
                return lateral.value(arguments.render(source.values[value], self.select.slots, t="t", s="s"))
        return self.spelled(need, arguments)

    def _graphql_name(self, field: str) -> str:
        names = self.scope.model.python_names.get(self.model.name, {})
        return next((graphql for graphql, python in names.items() if field in (python, graphql)), field)

    def embedded(
        self, selected: Selected, source: FromEmbed, arguments: ArgumentsIn, skeleton: Skeleton
    ) -> Nested:
        """Compile an object made of columns of this row."""
        object_type = self._object(selected)
        entries = []
        for inner in self.scope.document.collect(object_type, selected.inner):
            self._promise(skeleton, object_type, inner)
            value = self._embedded_value(object_type, inner, source, arguments)
            entries.append(Entry(inner.key, inner.condition, value))
        unless = None
        if source.unless_null is not None:
            sql = self.spelled(source.unless_null, arguments)
            unless = self.select.column(f"({sql}) is null")
        required = bool(is_non_null_type(self.model.graphql.fields[selected.name].type))
        return Nested(View({None: entries}), unless, required)

    def _embedded_value(
        self, object_type: GraphQLObjectType, inner: Selected, source: FromEmbed, arguments: ArgumentsIn
    ) -> Value:
        if inner.is_place:
            return Constant("None", breaks=False)
        if inner.name == "__typename":
            return Constant(repr(object_type.name), breaks=False)
        python = self.scope.model.python_name(object_type.name, inner.name)
        return self.column(object_type.fields[inner.name].type, source.columns[python], arguments)

    def totals(
        self, selected: Selected, source: FromTotals, arguments: ArgumentsIn, skeleton: Skeleton
    ) -> Value:
        """Compile aggregates over other rows: an object of them, or one."""
        visible = source.visible(self.scope.shape)
        if isinstance(visible, Denied):
            return self.scope.failure(visible)
        graphql_type = self.model.graphql.fields[selected.name].type
        lateral = self.lateral(source, arguments)
        if is_one_total(source):
            spelled = arguments.render(source.values[""], self.select.slots, t="t", s="s")
            shown = self.masked(selected.name, lateral.value(spelled), arguments)
            return self.leaf(graphql_type, shown, source.values[""].type, required=False)
        object_type = self._object(selected)
        entries = []
        for inner in self.scope.document.collect(object_type, selected.inner):
            self._promise(skeleton, object_type, inner)
            if inner.is_place or inner.name == "__typename":
                name = "None" if inner.is_place else repr(object_type.name)
                value: Value = Constant(name, breaks=False)
            else:
                python = self.scope.model.python_name(object_type.name, inner.name)
                inner_type = object_type.fields[inner.name].type
                value = self._total(inner_type, lateral, source.values[python], arguments)
            entries.append(Entry(inner.key, inner.condition, value))
        return Nested(View({None: entries}), None, required=False)

    def _total(self, graphql_type: Any, lateral: Lateral, sql: Sql, arguments: ArgumentsIn) -> Leaf:
        spelled = arguments.render(sql, self.select.slots, t="t", s="s")
        return self.leaf(graphql_type, lateral.value(spelled), sql.type, required=False)

    def lateral(self, source: FromTotals, arguments: ArgumentsIn) -> Lateral:
        """Find or add the lateral of a source with these arguments."""
        key = (id(source), arguments.name)
        if key not in self.select.laterals:
            conditions = [arguments.render(source.on, self.select.slots, t="t", s="s")]
            visible = source.visible(self.scope.shape)
            if isinstance(visible, Sql):
                policy = arguments.render(visible, self.select.slots, t="t", s="s")
                if policy != "true":
                    conditions.append(marked(f"totals of {self.model.name}", policy))
            alias = f"x{len(self.select.laterals)}"
            self.select.laterals[key] = Lateral(alias, quoted(source.over), conditions)
        return self.select.laterals[key]

    def _promise(self, skeleton: Skeleton, object_type: GraphQLObjectType, inner: Selected) -> None:
        label = f"{object_type.name}.{inner.name}"
        known = object_type.fields.get(inner.name)
        skeleton.fields[inner.key] = skeleton_of(label, known.type) if known else Skeleton(label)

    def _object(self, selected: Selected) -> GraphQLObjectType:
        named = get_named_type(self.model.graphql.fields[selected.name].type)
        return expected(named, GraphQLObjectType)


def is_one_total(source: object) -> bool:
    """Tell whether a field is one aggregate, and no object of several."""
    return isinstance(source, FromTotals) and "" in source.values


def _safe(fn: Any, convert: Any) -> Any:
    """Keep a derived field's failure to its field."""

    def derive(*values: Any) -> Any:
        try:
            value = fn(*values)
        except Exception as error:
            return Failure(error)
        return convert(value) if convert else value

    return derive


def skeleton_of(label: str, graphql_type: Any) -> Skeleton:
    """Write down what a type promises; fields are added by whoever compiles them."""
    required = bool(is_non_null_type(graphql_type))
    nullable = graphql_type.of_type if required else graphql_type
    inner = getattr(nullable, "of_type", None)
    return Skeleton(label, required, skeleton_of(label, inner) if inner is not None else None)

"""Statements being built: columns, laterals and conditions, with every value a parameter."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from readplan.relation import Relation
from readplan.sql import EVERYTHING, Sql

# A parameter inside text that is not finished yet: the number of its slot between two control characters.
_SLOT = re.compile("\x02(\\d+)\x03")
_IDENTIFIER = re.compile(r"[a-z_][a-z0-9_$]*\Z")


def quoted(name: str) -> str:
    """Quote an identifier that needs it, also a qualified one."""
    return ".".join(p if _IDENTIFIER.match(p) else '"' + p.replace('"', '""') + '"' for p in name.split("."))


def literal(text: str) -> str:
    """Quote a text constant that comes from a binding or a setting, never from a request."""
    return "'" + text.replace("'", "''") + "'"


@dataclass(slots=True)
class Slots:
    """The parameters of one statement, as Python expressions of the generated code."""

    expressions: list[str] = field(default_factory=list)

    def add(self, expression: str) -> str:
        """Return the text that stands for a parameter until the statement is finished."""
        if expression not in self.expressions:
            self.expressions.append(expression)
        return f"\x02{self.expressions.index(expression)}\x03"


def finish(text: str) -> tuple[str, list[int]]:
    """Number the parameters in order of appearance; return the text and the slot of each ``$n``."""
    order: list[int] = []

    def number(found: re.Match[str]) -> str:
        slot = int(found.group(1))
        if slot not in order:
            order.append(slot)
        return f"${order.index(slot) + 1}"

    return _SLOT.sub(number, text), order


@dataclass(slots=True)
class Lateral:
    """An aggregate over other rows, joined to each row."""

    alias: str
    source: str
    conditions: list[str]
    values: dict[str, str] = field(default_factory=dict)

    def value(self, sql: str) -> str:
        """Add a value, or find it, and name it."""
        name = self.values.setdefault(sql, f"v{len(self.values)}")
        return f"{self.alias}.{name}"

    def text(self) -> str:
        """Spell the join."""
        values = ", ".join(f"{sql} as {name}" for sql, name in self.values.items())
        return (
            f"left join lateral (select {values} from {self.source} as s{where(self.conditions)})"
            f" as {self.alias} on true"
        )


@dataclass(slots=True)
class Select:
    """The part of a statement that all ways of finding its rows share."""

    relation: Relation
    slots: Slots = field(default_factory=Slots)
    columns: list[str] = field(default_factory=list)
    laterals: dict[object, Lateral] = field(default_factory=dict)
    conditions: list[str] = field(default_factory=list)

    def column(self, sql: str) -> int:
        """Add a column to the select list, or find it; return its position."""
        if sql not in self.columns:
            self.columns.append(sql)
        return self.columns.index(sql)

    def add(self, condition: str) -> None:
        """Add a condition unless it says nothing."""
        if condition not in ("true", *self.conditions):
            self.conditions.append(condition)

    def joins(self) -> str:
        """Spell the lateral joins."""
        return "".join(f" {lateral.text()}" for lateral in self.laterals.values() if lateral.values)

    def listed(self) -> str:
        """Spell the select list; a row without columns still counts."""
        return ", ".join(self.columns) or "true"


def where(conditions: list[str]) -> str:
    """Spell a where clause, if any."""
    return " where " + " and ".join(conditions) if conditions else ""


def marked(label: str, condition: str) -> str:
    """Mark an inserted policy, so that a statement shows what was inserted where."""
    return condition if condition == EVERYTHING.text else f"/* visible: {label} */ ({condition})"


@dataclass(frozen=True, slots=True)
class Static:
    """A finished statement and the expressions of its parameters."""

    text: str
    arguments: tuple[str, ...]


def static(text: str, slots: Slots) -> Static:
    """Finish a statement that is the same in every request."""
    finished, order = finish(text)
    return Static(finished, tuple(slots.expressions[slot] for slot in order))


def column_sql(column: str | Sql, alias: str = "t") -> str:
    """Spell a column of a row, or leave an expression to be rendered."""
    return f"{alias}.{quoted(column)}" if isinstance(column, str) else column.text


def as_key(sql: str, pg_type: str) -> str:
    """Spell a column by which rows find their parents; text is hashed much faster than a UUID."""
    return f"{sql}::text" if pg_type == "uuid" else sql

"""Pages by key: which statement answers a page, and how its rows are cut."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from readplan.answer import Settings
from readplan.cursor import CursorSeal
from readplan.errors import Refused
from readplan.filtering import Filter, Reading
from readplan.keyset import Term, before_or_after, ordered
from readplan.statement import finish, where

VARIANTS_MAX = 256
SORTS_MAX = 5


@dataclass(frozen=True, slots=True)
class PageText:
    """The pieces of a page's statement that do not depend on the request."""

    columns: tuple[str, ...]
    source: str
    joins: str
    conditions: tuple[str, ...]
    parents: str | None  # the array of parents' keys; None for a root field
    parents_type: str
    total: bool
    rows: bool
    cursors: bool
    slots: int


@dataclass(frozen=True, slots=True)
class Window:
    """One request's page: what to ask, and how to cut what comes."""

    text: str
    order: list[int]
    values: list[Any]
    size: int
    backwards: bool
    bounded: bool  # a cursor was given
    seal: CursorSeal

    def arguments(self, known: Sequence[Any]) -> list[Any]:
        """Put the values in the order of the statement's parameters."""
        values = [*known, *self.values]
        return [values[slot] for slot in self.order]

    def cut(self, rows: Sequence[Any]) -> Sequence[Any]:
        """Drop the row that only said that there are more, and restore the order."""
        kept = rows[: self.size]
        return kept[::-1] if self.backwards else kept

    def has_next(self, rows: Sequence[Any]) -> bool:
        """Tell whether rows follow."""
        return self.bounded if self.backwards else len(rows) > self.size

    def has_previous(self, rows: Sequence[Any]) -> bool:
        """Tell whether rows precede."""
        return len(rows) > self.size if self.backwards else self.bounded

    def cursor(self, values: list[str | None]) -> str:
        """Spell the cursor of a row."""
        return self.seal.write(values)


@dataclass(slots=True)
class Page:
    """A connection's statement in all its variants, each built when first met."""

    label: str
    text: PageText
    sorts: Mapping[str, Term]
    sort_names: Mapping[Any, str]  # enum member → sort
    ties: tuple[Term, ...]
    default_sort: str | None
    filter: Filter | None
    settings: Settings
    cursor_key: bytes
    subject: Callable[[Any], str]
    variants: dict[tuple[Any, ...], tuple[str, list[int]]] = field(default_factory=dict)

    def window(self, arguments: Mapping[str, Any], caller: Any) -> Window:
        """Read the arguments of one request; refuse what is out of bounds."""
        size, backwards = self._size(arguments)
        order = self._order(arguments.get("orderBy"))
        steps = ",".join(f"{name}:{descending}" for name, descending in order)
        seal = CursorSeal(self.cursor_key, self.label, steps, self.subject(caller))
        after, before = (
            seal.read(given) if (given := arguments.get(name)) is not None else None
            for name in ("after", "before")
        )
        reading = Reading(self.text.slots, [size + 1])
        condition = (
            self.filter.condition(given, reading)
            if self.filter and (given := arguments.get("filter"))
            else None
        )
        terms = self._terms(order)
        edges = [
            before_or_after(terms, values, reading, after=is_after)
            for values, is_after in ((after, True), (before, False))
            if values is not None
        ]
        key = (steps, backwards, condition, *edges)
        if key not in self.variants:
            if len(self.variants) >= VARIANTS_MAX:
                self.variants.clear()
            self.variants[key] = finish(self._spell(terms, backwards, condition, edges))
        text, slots = self.variants[key]
        bounded = (before if backwards else after) is not None
        return Window(text, slots, reading.values, size, backwards, bounded, seal)

    def _size(self, arguments: Mapping[str, Any]) -> tuple[int, bool]:
        first, last = arguments.get("first"), arguments.get("last")
        if first is not None and last is not None:
            raise Refused("BAD_USER_INPUT", "Give first or last, not both.")
        name, size = ("last", last) if last is not None else ("first", first)
        most = self.settings.page_max if self.text.parents is None else self.settings.nested_page_max
        size = min(self.settings.page, most) if size is None else size
        if size < 0:
            raise Refused("BAD_USER_INPUT", f"{name} is {size}; it cannot be negative.")
        if size > most:
            raise Refused("LIMIT_EXCEEDED", f"{name} is {size}; this list gives at most {most} rows a page.")
        return int(size), last is not None

    def _order(self, given: Sequence[Mapping[str, Any]] | None) -> list[tuple[str, bool]]:
        if not given:
            default = self.default_sort
            return [(default.removeprefix("-"), default.startswith("-"))] if default else []
        if len(given) > SORTS_MAX:
            raise Refused(
                "LIMIT_EXCEEDED", f"orderBy has {len(given)} steps; at most {SORTS_MAX} are possible."
            )
        steps: dict[str, bool] = {}
        for step in given:
            direction = step["direction"]
            steps.setdefault(self.sort_names[step["field"]], getattr(direction, "name", direction) == "DESC")
        return list(steps.items())

    def _terms(self, order: list[tuple[str, bool]]) -> list[Term]:
        terms = [self.sorts[name].directed(descending) for name, descending in order]
        named = {term.sql for term in terms}
        return [*terms, *(tie for tie in self.ties if tie.sql not in named)]

    def _spell(self, terms: list[Term], backwards: bool, condition: str | None, edges: list[str]) -> str:
        base = [*self.text.conditions, *([f"({condition})"] if condition else [])]
        inner = self._inner(terms, backwards, [*base, *edges])
        counted = f"select count(*) as n from {self.text.source}{where(base)}"
        if self.text.parents is None:
            return self._spell_root(inner, counted)
        return self._spell_nested(inner, counted)

    def _inner(self, terms: list[Term], backwards: bool, conditions: list[str]) -> str:
        text = self.text
        order = ordered(terms, backwards)
        columns = [f"{sql} as c{n}" for n, sql in enumerate(text.columns)]
        if text.total:
            columns.insert(0, "true as hit")
        if text.cursors:
            columns.append("array[" + ", ".join(f"({term.sql})::text" for term in terms) + "] as edge")
        if text.total or text.parents is not None:
            columns.append(f"row_number() over (order by {order}) as rn")
        limit = f"\x02{text.slots}\x03"
        return (
            f"select {', '.join(columns) or 'true'} from {text.source}{text.joins}{where(conditions)}"
            f" order by {order} limit {limit}"
        )

    def _outer(self) -> str:
        text = self.text
        names = [f"x.c{n}" for n in range(len(text.columns))]
        return "".join(f", {name}" for name in [*names, *(["x.edge"] if text.cursors else [])])

    def _spell_root(self, inner: str, counted: str) -> str:
        if not self.text.total:
            return inner
        if not self.text.rows:
            return counted
        listed = f"select c.n, x.hit{self._outer()} from ({counted}) as c"
        return f"{listed} left join lateral ({inner}) as x on true order by x.rn"

    def _spell_nested(self, inner: str, counted: str) -> str:
        text = self.text
        keys = f"unnest({text.parents}::{text.parents_type}[]) with ordinality as k(key, ord)"
        if not text.total:
            return (
                f"select k.ord::int4{self._outer()} from {keys} cross join lateral ({inner}) as x"
                " order by k.ord, x.rn"
            )
        if not text.rows:
            return f"select k.ord::int4, c.n from {keys} cross join lateral ({counted}) as c"
        return (
            f"select k.ord::int4, c.n, x.hit{self._outer()} from {keys} cross join lateral ({counted}) as c"
            f" left join lateral ({inner}) as x on true order by k.ord, x.rn"
        )

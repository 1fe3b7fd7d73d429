"""The order of rows and the condition "after this row", with nulls last and mixed directions."""

from __future__ import annotations

from dataclasses import dataclass, replace

from readplan.filtering import Reading


@dataclass(frozen=True, slots=True)
class Term:
    """One step of an order."""

    sql: str
    type: str
    nullable: bool
    descending: bool = False

    def directed(self, descending: bool) -> Term:
        """Return the step in one direction."""
        return replace(self, descending=descending)


def ordered(terms: list[Term], backwards: bool) -> str:
    """Spell ``order by``; a list read backwards is reversed, its nulls first."""
    return ", ".join(_spelled(term, backwards) for term in terms)


def _spelled(term: Term, backwards: bool) -> str:
    down = term.descending is not backwards
    nulls = (" nulls first" if backwards else " nulls last") if term.nullable else ""
    return f"{term.sql}{' desc' if down else ''}{nulls}"


def before_or_after(terms: list[Term], values: list[str | None], reading: Reading, *, after: bool) -> str:
    """Spell that a row comes strictly after (or before) the row with these values."""
    slots = [
        None if v is None else f"{reading.slot(v)}::text::{t.type}"
        for t, v in zip(terms, values, strict=True)
    ]
    if not any(term.nullable or term.descending for term in terms):
        # One comparison of rows lets PostgreSQL walk an index on the same columns.
        columns = ", ".join(term.sql for term in terms)
        return f"({columns}) {'>' if after else '<'} ({', '.join(slot or 'null' for slot in slots)})"
    ways = []
    for n, (term, slot) in enumerate(zip(terms, slots, strict=True)):
        equal = [_same(t, s) for t, s in zip(terms[:n], slots[:n], strict=True)]
        ways.append(" and ".join([*equal, _beyond(term, slot, after)]))
    return "(" + " or ".join(f"({way})" for way in ways) + ")"


def _same(term: Term, slot: str | None) -> str:
    return f"{term.sql} is null" if slot is None else f"{term.sql} = {slot}"


def _beyond(term: Term, slot: str | None, after: bool) -> str:
    if slot is None:
        # Nulls are last: nothing comes after one but ties, everything else comes before.
        return "false" if after else f"{term.sql} is not null"
    sign = ">" if term.descending is not after else "<"
    compared = f"{term.sql} {sign} {slot}"
    return f"({compared} or {term.sql} is null)" if after and term.nullable else compared

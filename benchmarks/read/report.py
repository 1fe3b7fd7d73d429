"""Prints the table: what each server paid, and the ratios that are claimed."""

from __future__ import annotations

import statistics
from collections.abc import Callable

from .cells import Cell
from .queries import QUERIES, Query

KINDS = {
    "ours": "(a) ours, policy on",
    "open": "(b) ours, policy off",
    "floor": "(c) floor",
    "plain": "(d) Strawberry",
}

Table = dict[tuple[str, str], Cell]
"""Cells by kind of server and name of query."""


def report(table: Table) -> None:
    """Print everything."""
    print(f"\n{'server CPU, ms a request':28}" + "".join(f"{query.name:>10}" for query in QUERIES))
    for kind, label in KINDS.items():
        line(label, lambda query, kind=kind: f"{table[kind, query.name].cpu:.3f}")  # type: ignore[misc]
    print("requests a second")
    for kind, label in KINDS.items():
        line(label, lambda query, kind=kind: f"{table[kind, query.name].per_second:.0f}")  # type: ignore[misc]
    line("(b) / (c), goal ≤ 1.2", lambda query: f"{middle(table, 'open', 'floor', query):.2f}")
    line("   middle half of rounds", lambda query: spread(table, "open", "floor", query))
    line("(a) − (b), goal ≤ 0.10 ms", lambda query: f"{more(table, query):.3f}")
    line("(d) / (a)", lambda query: f"{middle(table, 'plain', 'ours', query):.1f}")


def line(label: str, cell: Callable[[Query], str]) -> None:
    """One line of the table."""
    print(f"{label:28}" + "".join(f"{cell(query):>10}" for query in QUERIES))


def ratios(table: Table, one: str, other: str, query: Query) -> list[float]:
    """The ratio in each round, in which both were asked one after the other."""
    pairs = zip(table[one, query.name].cpu_ms, table[other, query.name].cpu_ms, strict=True)
    return [ours / theirs for ours, theirs in pairs]


def middle(table: Table, one: str, other: str, query: Query) -> float:
    """The median of the rounds' ratios."""
    return statistics.median(ratios(table, one, other, query))


def spread(table: Table, one: str, other: str, query: Query) -> str:
    """The quartiles of the rounds' ratios."""
    found = ratios(table, one, other, query)
    if len(found) < 2:
        return "–"
    low, _, high = statistics.quantiles(found, n=4)
    return f"{low:.2f}–{high:.2f}"


def more(table: Table, query: Query) -> float:
    """What authentication and policy cost in the median round, in milliseconds."""
    pairs = zip(table["ours", query.name].cpu_ms, table["open", query.name].cpu_ms, strict=True)
    return statistics.median(ours - without for ours, without in pairs)

"""A position's changes from counts and steps: what a database counts now, undone step by step and told forwards.

The same list as `explain` gives from all entries, without having them: each other child's step moves the counts by
one. A child's own step begins a new stretch, seen from its entry there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from enrollment.domain.queue.explanation import Change
from enrollment.domain.queue.facts import Kind
from enrollment.domain.queue.queue import View
from enrollment.domain.queue.rules import Entry, Rules


@dataclass(frozen=True, slots=True)
class Moved:
    """A step of a queue: who moved (`own`: the child whose position is explained), from where, to where."""

    at: datetime
    kind: Kind
    rule: str
    own: bool
    before: Entry | None
    after: Entry | None


@dataclass(frozen=True, slots=True)
class Counts:
    """What is counted for one entry: the sizes of tiers without the child itself, and who stands before it."""

    sizes: Sequence[int]
    before: int
    admitted: Sequence[int]


def own_entries(steps: Sequence[Moved], now: Entry | None) -> list[Entry | None]:
    """Return the child's entry before the first step, and after each of its own steps."""
    own = [step for step in steps if step.own]
    return [own[0].before, *(step.after for step in own)] if own else [now]


def changes(
    rules: Rules, steps: Sequence[Moved], counts: dict[Entry, Counts], now: Entry | None
) -> list[Change]:
    """Return the steps of the position; `counts` are those of now, for each entry the child has had."""
    positions = _positions(rules, steps, counts, now)
    return [
        Change(step.at, before, after, step.kind, step.rule, step.own)
        for step, before, after in zip(steps, positions, positions[1:], strict=False)
        if before is not None and after is not None and before != after
    ]


def _positions(
    rules: Rules, steps: Sequence[Moved], counts: dict[Entry, Counts], now: Entry | None
) -> list[int | None]:
    """Return the position before the first step and after each."""
    found: list[int | None] = [None] * (len(steps) + 1)
    for entry, start, end in _stretches(steps, now):
        if entry is not None:
            view = _view(rules, entry, counts[entry], steps[end:])
            found[start : end + 1] = _backwards(view, steps[start:end])
    return found


def _stretches(steps: Sequence[Moved], now: Entry | None) -> Iterator[tuple[Entry | None, int, int]]:
    """Yield the child's entries with the steps of others between which it had them."""
    start = 0
    entries = iter(own_entries(steps, now))
    entry = next(entries)
    for index, step in enumerate(steps):
        if step.own:
            yield entry, start, index
            entry, start = next(entries), index + 1
    yield entry, start, len(steps)


def _view(rules: Rules, entry: Entry, now: Counts, later: Iterable[Moved]) -> View:
    """The queue as the child saw it from this entry, before what came later."""
    sizes = list(now.sizes)
    sizes[entry.tier] += 1
    view = View(rules, entry, sizes, now.before, now.admitted)
    for step in later:
        if step.own:
            _undo_admission(view, step)
        else:
            _undo(view, step)
    return view


def _backwards(view: View, steps: Sequence[Moved]) -> list[int]:
    found = [view.position]
    for step in reversed(steps):
        _undo(view, step)
        found.append(view.position)
    return found[::-1]


def _undo(view: View, step: Moved) -> None:
    if step.after is not None:
        view.goes(step.after)
    if step.before is not None:
        view.comes(step.before)
    _undo_admission(view, step)


def _undo_admission(view: View, step: Moved) -> None:
    if step.kind is Kind.PLACE_OFFERED and step.before is not None and step.after is None:
        view.is_admitted(step.before, by=-1)

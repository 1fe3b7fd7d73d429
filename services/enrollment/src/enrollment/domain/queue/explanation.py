"""Why a position is what it is: facts are replayed one by one, and each is the cause of the step it made.

The amount of a cause is the position after its fact minus the position before. So the amounts add up to the
difference by construction, and everybody who replays the same facts gets the same list.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from enrollment.domain.queue.facts import Fact, Kind
from enrollment.domain.queue.queue import Ahead, Queue, View
from enrollment.domain.queue.rules import Entry


@dataclass(frozen=True, slots=True)
class Change:
    """One step of a child's position: when, from where to where, and by what; `own` when it was the child's fact."""

    at: datetime
    before: int
    after: int
    kind: Kind
    rule: str
    own: bool

    @property
    def amount(self) -> int:
        """How far the child moved back; what is negative moved it forward."""
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class Explanation:
    """A child's position, who stands ahead, who was admitted last, and the changes since the asked moment."""

    position: int
    seats: int
    ahead: tuple[Ahead, ...]
    last_admitted: Entry | None
    changes: tuple[Change, ...]


def explain(queue: Queue, child: str, since: Iterable[Fact] = ()) -> Explanation:
    """Explain a child's position after these facts, which happened to the queue since it was as given."""
    now = queue.copy()
    changes = tuple(_changes(now, child, since))
    view = View.of(now, child)
    return Explanation(view.position, now.seats, view.ahead(), now.last_admitted, changes)


def grouped(changes: Iterable[Change]) -> dict[tuple[Kind, str], int]:
    """Add the amounts up by kind and rule."""
    sums: Counter[tuple[Kind, str]] = Counter()
    for change in changes:
        sums[change.kind, change.rule] += change.amount
    return dict(sums)


def _changes(queue: Queue, child: str, facts: Iterable[Fact]) -> Iterable[Change]:
    """Replay facts and yield the steps; from where a child comes back or first comes there is no step."""
    view = View.of(queue, child) if child in queue.entries else None
    before = view.position if view else None
    for fact in facts:
        own = child in fact.entries
        if view and not own:
            _note(view, queue, fact)
        queue.apply(fact)
        if own:
            view = View.of(queue, child) if child in queue.entries else None
        after = view.position if view else None
        if before is not None and after is not None and after != before:
            yield Change(fact.at, before, after, fact.kind, fact.rule, own)
        before = after


def _note(view: View, queue: Queue, fact: Fact) -> None:
    """Tell a view what a fact of other children is about to do."""
    for other, entry in fact.entries.items():
        if other in queue.entries:
            view.goes(queue.entries[other])
            if entry is None and fact.kind is Kind.PLACE_OFFERED:
                view.is_admitted(queue.entries[other])
        if entry is not None:
            view.comes(entry)

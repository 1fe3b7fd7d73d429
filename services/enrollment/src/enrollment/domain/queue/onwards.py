"""A position followed onwards: from what was told last, by what happened since, without counting the queue again."""

from __future__ import annotations

from collections.abc import Sequence

from enrollment.domain.queue.explanation import Change
from enrollment.domain.queue.replay import Moved
from enrollment.domain.queue.rules import Entry, Rules


def can_be_followed(rules: Rules, steps: Sequence[Moved]) -> bool:
    """Tell whether steps alone say it: the child stayed where it was, and who is ahead is who sorts before it.

    With an interleave the other tier's share depends on counts, so they have to be known.
    """
    return rules.pack["interleave"] is None and not any(step.own for step in steps)


def onwards(entry: Entry, position: int, steps: Sequence[Moved]) -> list[Change]:
    """Return the steps of the position of a child that had it at this entry before these steps of others."""
    found = []
    for step in steps:
        after = position + _is_ahead(step.after, entry) - _is_ahead(step.before, entry)
        if after != position:
            found.append(Change(step.at, position, after, step.kind, step.rule, own=False))
        position = after
    return found


def _is_ahead(other: Entry | None, entry: Entry) -> bool:
    return other is not None and other < entry

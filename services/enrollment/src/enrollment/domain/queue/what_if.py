"""What would be if: answers from the queue as it stands, and nothing is saved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from enrollment.domain.queue.queue import Queue, View
from enrollment.domain.queue.rules import Entry


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a child may expect of one of its choices if nobody else moves."""

    programme: str
    position: int
    seats: int

    @property
    def within_seats(self) -> bool:
        """Whether there would be a place at this position."""
        return self.position <= self.seats


def position_with_claim(queue: Queue, child: str, category: str) -> int:
    """Return the position a child would have if a claim of this category were verified."""
    entry = queue.entry(child)
    tier = min(entry.tier, queue.rules.tier([category]))
    return View.of(queue, child, Entry(tier, entry.key)).position


def outlook(
    queues: Mapping[str, Queue], child: str, choices: Sequence[str], entries: Mapping[str, Entry]
) -> list[Outlook]:
    """Return the outlook of a child that reports these choices, from the best on.

    `entries` gives its entry at the programmes in whose queue it does not stand yet. An order of choices moves
    nobody in a queue; it decides which of the places within reach would be taken: the first.
    """
    return [
        Outlook(
            programme,
            View.of(queues[programme], child, entries.get(programme)).position,
            queues[programme].seats,
        )
        for programme in choices
    ]

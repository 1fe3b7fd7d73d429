"""A programme's queue: who stands where, why a position changed, and what would change it."""

from enrollment.domain.queue.explanation import Change, Explanation, explain, grouped
from enrollment.domain.queue.facts import Fact, Kind
from enrollment.domain.queue.queue import Ahead, Queue
from enrollment.domain.queue.rules import Entry, Rules
from enrollment.domain.queue.what_if import Outlook, outlook, position_with_claim

__all__ = [
    "Ahead",
    "Change",
    "Entry",
    "Explanation",
    "Fact",
    "Kind",
    "Outlook",
    "Queue",
    "Rules",
    "explain",
    "grouped",
    "outlook",
    "position_with_claim",
]

"""One programme's queue as its facts have made it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from enrollment.domain.queue.facts import Fact, Kind
from enrollment.domain.queue.rules import Entry, Rules


class NotInQueue(LookupError):
    """A position was asked for a child that does not stand in this queue."""


@dataclass(frozen=True, slots=True)
class Ahead:
    """How many of one tier stand ahead; the categories say which, and none of them means everyone else."""

    tier: int
    categories: tuple[str, ...]
    count: int


class Queue:
    """Who stands in a queue; it never says who, only how many."""

    def __init__(self, rules: Rules, *, seats: int = 0, facts: Iterable[Fact] = ()) -> None:
        """Begin with an empty queue and let these facts happen."""
        self.rules = rules
        self.seats = seats
        self.entries: dict[str, Entry] = {}
        self.last_admitted: Entry | None = None
        self.admitted = [0] * (rules.everyone_else + 1)
        for fact in facts:
            self.apply(fact)

    def copy(self) -> Queue:
        """Return a queue that may go its own way."""
        twin = Queue(self.rules, seats=self.seats)
        twin.entries = self.entries.copy()
        twin.last_admitted = self.last_admitted
        twin.admitted = self.admitted.copy()
        return twin

    def apply(self, fact: Fact) -> None:
        """Let a fact happen."""
        if fact.seats is not None:
            self.seats = fact.seats
        for child, entry in fact.entries.items():
            before = self.entries.pop(child, None)
            if entry is not None:
                self.entries[child] = entry
            elif fact.kind is Kind.PLACE_OFFERED and before is not None:
                self.last_admitted = before
                self.admitted[before.tier] += 1

    def entry(self, child: str) -> Entry:
        """Return a child's entry, or raise `NotInQueue`."""
        try:
            return self.entries[child]
        except KeyError:
            raise NotInQueue from None

    def position(self, child: str) -> int:
        """Return a child's position; 1 is the best."""
        return View.of(self, child).position


class View:
    """A queue as one child sees it: the size of each tier, and how many of its own stand before it.

    These few numbers are enough for the position, and another child's coming or going changes them by one; so
    thousands of facts are replayed without sorting, and a database need only count.
    """

    def __init__(
        self, rules: Rules, entry: Entry, sizes: Sequence[int], before: int, admitted: Sequence[int] = ()
    ) -> None:
        """Look from this entry, which the sizes include, at a queue with so many before it in its tier."""
        self._rules = rules
        self._entry = entry
        self._sizes = list(sizes)
        self._before = before
        self._admitted = list(admitted) or [0] * len(sizes)

    @classmethod
    def of(cls, queue: Queue, child: str, entry: Entry | None = None) -> View:
        """Look at the queue from this child's entry, or from another entry it might have."""
        own = queue.entry(child) if entry is None else entry
        others = [other for name, other in queue.entries.items() if name != child]
        tiers = [other.tier for other in others]
        sizes = [tiers.count(tier) for tier in range(queue.rules.everyone_else + 1)]
        sizes[own.tier] += 1
        before = sum(1 for other in others if other.tier == own.tier and other.key < own.key)
        return cls(queue.rules, own, sizes, before, queue.admitted)

    @property
    def position(self) -> int:
        """The child's position; 1 is the best."""
        return 1 + sum(self._counts())

    def ahead(self) -> tuple[Ahead, ...]:
        """Return who stands ahead, counted by tier."""
        tiers = [*map(tuple, self._rules.pack["tiers"]), ()]
        counts = enumerate(self._counts())
        return tuple(Ahead(tier, tiers[tier], count) for tier, count in counts if count)

    def _counts(self) -> list[int]:
        return self._rules.ahead(self._entry.tier, self._before, self._sizes, self._admitted)

    def comes(self, other: Entry, by: int = 1) -> None:
        """Take note that another child came."""
        self._sizes[other.tier] += by
        if other.tier == self._entry.tier and other.key < self._entry.key:
            self._before += by

    def goes(self, other: Entry) -> None:
        """Take note that another child went."""
        self.comes(other, by=-1)

    def is_admitted(self, other: Entry, by: int = 1) -> None:
        """Take note that a place was offered to another child: the interleave goes on."""
        self._admitted[other.tier] += by

"""How a rule pack orders one programme's queue: a child's entry, and its position by counting."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from enrollment.domain.allocation.shapes import RulePack

_FARTHEST = float("inf")


class Entry(NamedTuple):
    """Where a child belongs in a queue: its tier, and the values of the pack's `order`; a smaller one is ahead."""

    tier: int
    key: tuple[str | float, ...]


@dataclass(frozen=True, slots=True)
class Rules:
    """The part of a rule pack that orders a standing."""

    pack: RulePack

    @property
    def everyone_else(self) -> int:
        """The tier of those who hold no category of the pack."""
        return len(self.pack["tiers"])

    def tier(self, held: Iterable[str]) -> int:
        """Return the first tier that contains a category held."""
        categories = set(held)
        tiers = enumerate(self.pack["tiers"])
        return next((tier for tier, entry in tiers if categories.intersection(entry)), self.everyone_else)

    def entry(self, tier: int, *, registered_at: str, number: str, distance: int | None = None) -> Entry:
        """Return a child's entry; of the values given, those count that the pack orders by."""
        far = _FARTHEST if distance is None else distance
        values: dict[str, str | float] = {"REGISTERED_AT": registered_at, "DISTANCE": far, "NUMBER": number}
        return Entry(tier, tuple(values[key] for key in self.pack["order"]))

    def ahead(
        self, tier: int, before_in_tier: int, sizes: Sequence[int], admitted: Sequence[int] = ()
    ) -> list[int]:
        """Return how many of each tier stand ahead of the one with so many of its own tier before it.

        `admitted` are those of each tier to whom a place was offered already: an interleave goes on where it stood, so
        that places that come free one by one are shared as those of a run are.
        """
        place = self._place(tier)
        counts = [size if self._place(other) < place else 0 for other, size in enumerate(sizes)]
        counts[tier] = before_in_tier
        interleave = self.pack["interleave"]
        if interleave is None or tier not in (interleave["tier"], interleave["with"]):
            return counts
        one, other = interleave["tier"], interleave["with"]
        took, passed = (admitted[one], admitted[other]) if admitted else (0, 0)
        if tier == one:
            pattern = (took + before_in_tier) // interleave["take"] * interleave["per"] - passed
            counts[other] = max(0, min(pattern, sizes[other]))
        else:
            pattern = ((passed + before_in_tier) // interleave["per"] + 1) * interleave["take"] - took
            counts[one] = max(0, min(pattern, sizes[one]))
        return counts

    def _place(self, tier: int) -> int:
        """Return where a tier stands: two that are interleaved share the place of the smaller."""
        interleave = self.pack["interleave"]
        if interleave is not None and tier in (interleave["tier"], interleave["with"]):
            return min(interleave["tier"], interleave["with"])
        return tier


def padded(numbers: Sequence[int | None] | None, length: int) -> list[int]:
    """Return the numbers by tier, nought where nothing was counted yet."""
    given = [number or 0 for number in numbers or ()]
    return given + [0] * (length - len(given))

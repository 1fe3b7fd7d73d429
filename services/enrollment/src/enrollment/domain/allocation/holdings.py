"""What each child holds at each programme that it lists: a number for each of the few combinations of categories.

Two million applications hold some dozens of combinations: whatever follows from what is held is settled once for
each of these and looked up for the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise, repeat

from enrollment.domain.allocation.children import Children, Numbers
from enrollment.domain.allocation.shapes import CATCHMENT, Claim

Combination = tuple[str, ...]


class Holdings:
    """The combinations that are held, and which of them by application."""

    def __init__(self, children: Children, school_of: Sequence[str]) -> None:
        """Settle them; `school_of` is by application."""
        self._numbers: Numbers[Combination] = Numbers()
        self._of: list[int] = []
        nothing, near = self._numbers[()], self._numbers[CATCHMENT,]
        for (claims, catchment), (start, end) in zip(
            children.rights, pairwise(children.first_of), strict=True
        ):
            if claims:
                listed = school_of[start:end]
                self._of.extend([self._numbers[_held(claims, catchment, school)] for school in listed])
            elif catchment:
                self._of.extend([near if school in catchment else nothing for school in school_of[start:end]])
            else:
                self._of.extend(repeat(nothing, end - start))

    def tell(self, of: Callable[[Combination], int]) -> Iterator[int]:
        """Yield for each application what follows from the combination that it holds."""
        told = [of(combination) for combination in self._numbers]
        return map(told.__getitem__, self._of)


def _held(claims: Sequence[Claim], catchment: Sequence[str], school: str) -> Combination:
    claimed = [claim["category"] for claim in claims if claim["school"] in (None, school)]
    return (*claimed, CATCHMENT) if school in catchment else tuple(claimed)

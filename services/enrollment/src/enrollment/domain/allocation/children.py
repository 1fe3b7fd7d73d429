"""The children of a document as columns, each child with the canonical bytes it is hashed by.

Half a million dictionaries would fill a laptop's memory and miss its caches at every step; a child is taken in
when it is read, and only numbers, its rights and its bytes stay.
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Container, Sequence
from itertools import pairwise
from typing import TypeVar

from enrollment.domain.allocation import jcs
from enrollment.domain.allocation.invalid import InvalidDocument, second_of_equals
from enrollment.domain.allocation.shapes import Child, Claim

Rights = tuple[Sequence[Claim], Sequence[str]]
"""What a child holds: its claims, and the schools in whose catchment it lives."""

_NO_RIGHTS: Rights = ((), ())


Named = TypeVar("Named")


class Numbers(dict[Named, int]):
    """Numbers what it is asked for in the order in which it first is."""

    def __missing__(self, named: Named) -> int:
        self[named] = number = len(self)
        return number


class Children:
    """Children in the order in which they were taken in; lists are indexed by it."""

    def __init__(self) -> None:
        """Begin with none."""
        self.refs: list[str] = []
        self.registered_at: list[str] = []
        self.rights: list[Rights] = []
        # Programmes are numbered as they are first met, in a choice or a distance.
        self.programmes: Numbers[str] = Numbers()
        # Applications, that is listings of a programme, one after the other; first_of[n] is the first of child n.
        self.first_of: list[int] = [0]
        self.listed: list[int] = []
        self.distances: list[int | None] = []
        self._forms: list[bytes] = []

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.refs)

    def add(self, child: Child) -> None:
        """Take in a child whose form was checked; refuse a choice made twice."""
        choices, distance = child["choices"], child["distance"]
        chosen = set(choices)
        if len(chosen) < len(choices):
            raise InvalidDocument("choices", second_of_equals(choices))
        self.refs.append(child["ref"])
        self.registered_at.append(child["registeredAt"])
        claims, catchment = child["claims"], child["catchment"]
        self.rights.append((claims, catchment) if claims or catchment else _NO_RIGHTS)
        number = self.programmes.__getitem__
        self.listed.extend(map(number, choices))
        self.distances.extend(map(distance.get, choices))
        self.first_of.append(len(self.listed))
        if not distance.keys() <= chosen:
            deque(map(number, distance), maxlen=0)
        # A copy, because the encoder's own bytes occupy the kilobyte that they were written in.
        self._forms.append(bytes(memoryview(jcs.whole(_with_sorted_claims(child)))))

    def in_normal_form(self) -> list[bytes]:
        """Return the canonical bytes of the children, sorted by `ref`."""
        return [self._forms[child] for child in self._by_ref()]

    def check_refs(self) -> None:
        """Refuse the second of two children with one `ref`."""
        for child, following in pairwise(self._by_ref()):
            if self.refs[child] == self.refs[following]:
                raise InvalidDocument("children", following, "ref")

    def _by_ref(self) -> list[int]:
        return sorted(range(len(self.refs)), key=self.refs.__getitem__)

    def check_programmes(self, known: Container[str]) -> None:
        """Refuse the first choice or distance of a programme that the document does not have."""
        if any(programme not in known for programme in self.programmes):
            for index, form in enumerate(self._forms):
                _refuse_strangers(index, json.loads(form), known)


def _refuse_strangers(index: int, child: Child, known: Container[str]) -> None:
    for place, choice in enumerate(child["choices"]):
        if choice not in known:
            raise InvalidDocument("children", index, "choices", place)
    for programme in child["distance"]:
        if programme not in known:
            raise InvalidDocument("children", index, "distance", programme)


def _with_sorted_claims(child: Child) -> Child:
    if len(child["claims"]) < 2:
        return child
    return {**child, "claims": sorted(child["claims"], key=_category_then_school)}


def _category_then_school(claim: Claim) -> tuple[str, bool, str]:
    """Null comes before every school."""
    return claim["category"], claim["school"] is not None, claim["school"] or ""

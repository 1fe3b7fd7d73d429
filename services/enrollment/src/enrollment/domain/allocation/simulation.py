"""Comparing two rule packs on one frozen input: who gains, who loses, which choices are met, how far children go."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from enrollment.domain.allocation.children import Children
from enrollment.domain.allocation.document import Document
from enrollment.domain.allocation.reading import check_rule_pack
from enrollment.domain.allocation.result import Result
from enrollment.domain.allocation.run import allocate
from enrollment.domain.allocation.shapes import CATCHMENT, RulePack

NO_CATEGORY = ""
"""Stands for the children without any claim or catchment."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one rule pack gives: children by the choice they got (1 is the best), and the metres they would go."""

    placed: int
    unplaced: int
    by_choice: Mapping[int, int]
    measured: int
    mean_distance: float | None


@dataclass(frozen=True, slots=True)
class Shift:
    """How the children of one category fare under the second pack: by the choice they get, none being the worst."""

    gained: int
    lost: int
    unchanged: int


@dataclass(frozen=True, slots=True)
class Simulation:
    """Two packs on one input; a child counts in every category it holds anywhere."""

    first: Outcome
    second: Outcome
    shifts: Mapping[str, Shift]


def simulate(document: Document, seed: bytes, first: RulePack, second: RulePack) -> Simulation:
    """Run both packs with the same seed, so that only the rules differ."""
    check_rule_pack(first)
    check_rule_pack(second)
    input_hash = document.hash()  # Of the frozen input; the two results are never published.
    before, after = (
        _choices(document.children, allocate(document.under(pack), seed, input_hash=input_hash))
        for pack in (first, second)
    )
    children = document.children
    return Simulation(_outcome(children, before), _outcome(children, after), _shifts(children, before, after))


def _choices(children: Children, result: Result) -> list[int | None]:
    """Return for each child the choice it got."""
    got = {placement["child"]: placement["choice"] for placement in result["placements"]}
    return [got.get(ref) for ref in children.refs]


def _outcome(children: Children, choices: Sequence[int | None]) -> Outcome:
    by_choice = Counter(choice for choice in choices if choice is not None)
    distances = list(_distances(children, choices))
    return Outcome(
        placed=by_choice.total(),
        unplaced=choices.count(None),
        by_choice=dict(sorted(by_choice.items())),
        measured=len(distances),
        mean_distance=sum(distances) / len(distances) if distances else None,
    )


def _distances(children: Children, choices: Sequence[int | None]) -> Iterator[int]:
    """Yield the known distances to the places got."""
    for child, choice in enumerate(choices):
        distance = None if choice is None else children.distances[children.first_of[child] + choice - 1]
        if distance is not None:
            yield distance


def _shifts(
    children: Children, before: Sequence[int | None], after: Sequence[int | None]
) -> dict[str, Shift]:
    counts: dict[str, Counter[str]] = {}
    for child, (old, new) in enumerate(zip(before, after, strict=True)):
        for category in _categories(children, child):
            counts.setdefault(category, Counter())[_verdict(old, new)] += 1
    return {
        category: Shift(count["gained"], count["lost"], count["unchanged"])
        for category, count in sorted(counts.items())
    }


def _categories(children: Children, child: int) -> set[str]:
    claims, catchment = children.rights[child]
    held = {claim["category"] for claim in claims}
    return held | {CATCHMENT} if catchment else held or {NO_CATEGORY}


def _verdict(old: int | None, new: int | None) -> str:
    if old == new:
        return "unchanged"
    return "gained" if old is None or (new is not None and new < old) else "lost"

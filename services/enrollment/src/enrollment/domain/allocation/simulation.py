"""Comparing two rule packs on one frozen input: who gains, who loses, which choices are met, how far children go."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

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
    """What one rule pack gives to some children: by the choice they got (1 is the best), and the metres to the places.

    `measured` are the placed ones whose distance is known: mean and median are theirs; of others nothing is guessed.
    """

    placed: int
    unplaced: int
    by_choice: Mapping[int, int]
    measured: int
    mean_distance: float | None
    median_distance: float | None


@dataclass(frozen=True, slots=True)
class Contrast:
    """How some children fare under both packs: by the choice they get, none being the worst, and by the way to it.

    `nearer` and `farther` are those placed by both whose two distances are known and differ.
    """

    first: Outcome
    second: Outcome
    gained: int
    lost: int
    unchanged: int
    nearer: int
    farther: int


@dataclass(frozen=True, slots=True)
class Simulation:
    """Two packs on one input; a child counts in every category it holds anywhere."""

    everybody: Contrast
    gainers: Contrast
    losers: Contrast
    by_category: Mapping[str, Contrast]


def simulate(document: Document, seed: bytes, first: RulePack, second: RulePack) -> Simulation:
    """Run both packs with the same seed, so that only the rules differ."""
    check_rule_pack(first)
    check_rule_pack(second)
    input_hash = document.hash()  # Of the frozen input; the two results are never published.
    before, after = (
        _Fates.of(document.children, allocate(document.under(pack), seed, input_hash=input_hash))
        for pack in (first, second)
    )
    everybody = range(len(document.children))
    verdicts = list(map(_verdict, before.choices, after.choices))
    return Simulation(
        everybody=_contrast(everybody, before, after),
        gainers=_contrast([child for child in everybody if verdicts[child] == "gained"], before, after),
        losers=_contrast([child for child in everybody if verdicts[child] == "lost"], before, after),
        by_category={
            category: _contrast(held_by, before, after)
            for category, held_by in sorted(_by_category(document.children).items())
        },
    )


@dataclass(frozen=True, slots=True)
class _Fates:
    """What each child got: its choice, and the metres to it where they are known."""

    choices: list[int | None]
    metres: list[int | None]

    @classmethod
    def of(cls, children: Children, result: Result) -> _Fates:
        got = {placement["child"]: placement["choice"] for placement in result["placements"]}
        choices = [got.get(ref) for ref in children.refs]
        first_of = children.first_of
        return cls(
            choices,
            [
                None if choice is None else children.distances[first_of[child] + choice - 1]
                for child, choice in enumerate(choices)
            ],
        )


def _contrast(children: Sequence[int], before: _Fates, after: _Fates) -> Contrast:
    verdicts = Counter(_verdict(before.choices[child], after.choices[child]) for child in children)
    ways = [(before.metres[child], after.metres[child]) for child in children]
    known = [(old, new) for old, new in ways if old is not None and new is not None]
    return Contrast(
        first=_outcome(children, before),
        second=_outcome(children, after),
        gained=verdicts["gained"],
        lost=verdicts["lost"],
        unchanged=verdicts["unchanged"],
        nearer=sum(new < old for old, new in known),
        farther=sum(new > old for old, new in known),
    )


def _outcome(children: Iterable[int], fates: _Fates) -> Outcome:
    choices = [fates.choices[child] for child in children]
    by_choice = Counter(choice for choice in choices if choice is not None)
    metres = [far for child in children if (far := fates.metres[child]) is not None]
    return Outcome(
        placed=by_choice.total(),
        unplaced=choices.count(None),
        by_choice=dict(sorted(by_choice.items())),
        measured=len(metres),
        mean_distance=sum(metres) / len(metres) if metres else None,
        median_distance=float(median(metres)) if metres else None,
    )


def _by_category(children: Children) -> dict[str, list[int]]:
    """Who holds each category."""
    found: dict[str, list[int]] = {}
    for child in range(len(children)):
        for category in _categories(children, child):
            found.setdefault(category, []).append(child)
    return found


def _categories(children: Children, child: int) -> set[str]:
    claims, catchment = children.rights[child]
    held = {claim["category"] for claim in claims}
    return held | {CATCHMENT} if catchment else held or {NO_CATEGORY}


def _verdict(old: int | None, new: int | None) -> str:
    if old == new:
        return "unchanged"
    return "gained" if old is None or (new is not None and new < old) else "lost"

"""Tiny markets, every matching looked at: the engine finds the stable one that is best for each child."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import product

from hypothesis import given, settings

from enrollment.domain.allocation import allocate, read_document

from .documents import SEED, Value, documents, rule_packs
from .naive import Page

Matching = dict[str, int]
one_stage = rule_packs().map(lambda pack: pack | {"stages": ["ALL"]})


class Market:
    """All matchings of a document of one stage, and which of them are stable."""

    def __init__(self, document: Value) -> None:
        self.page = Page(document, SEED)
        self.wishes = {ref: child["choices"] for ref, child in self.page.children.items()}
        self.standings = {p: self.page.standing(self.page.listing(p), p) for p in self.page.programmes}

    def stable(self) -> Iterator[Matching]:
        options = [range(len(wishes) + 1) for wishes in self.wishes.values()]
        for chosen in product(*options):
            matching = dict(zip(self.wishes, chosen, strict=True))
            if all(self._is_content(programme, matching) for programme in self.page.programmes):
                yield matching

    def _is_content(self, programme: str, matching: Matching) -> bool:
        """Whether a programme would keep whom it has, and none of those who would rather come."""
        has = {ref for ref, n in matching.items() if self.wishes[ref][n : n + 1] == [programme]}
        would_come = {ref for ref, n in matching.items() if programme in self.wishes[ref][:n]}
        return self._kept(programme, has) == has and all(
            ref not in self._kept(programme, has | {ref}) for ref in would_come
        )

    def _kept(self, programme: str, refs: set[str]) -> set[str]:
        seats = self.page.programmes[programme]["seats"]
        return {ref for ref, _ in self.page.keep(refs, programme, seats, self.standings[programme])}


@settings(max_examples=150, deadline=None)
@given(document=documents(packs=one_stage, most_children=4, most_programmes=3))
def test_each_child_gets_the_best_it_has_in_any_stable_matching(document: Value) -> None:
    stable = list(Market(document).stable())

    result = allocate(read_document(json.dumps(document).encode()), SEED)

    best = {
        ref: min(matching[ref] for matching in stable) for ref in (c["ref"] for c in document["children"])
    }
    got = {p["child"]: p["choice"] - 1 for p in result["placements"]}
    assert {ref: n for ref, n in best.items() if n < len(_choices(document, ref))} == got


def _choices(document: Value, ref: str) -> list[str]:
    choices: list[str] = next(child["choices"] for child in document["children"] if child["ref"] == ref)
    return choices

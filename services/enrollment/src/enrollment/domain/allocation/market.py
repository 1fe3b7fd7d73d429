"""The market of one allocation: children, programmes and the applications between them, by number.

An *application* is one child's listing of one programme. Children and programmes are numbered as they stand in
the document; applications by child, then by preference. So the next choice after application `a` is `a + 1`,
and lists of integers replace a million small objects.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

from enrollment.domain.allocation.document import Document
from enrollment.domain.allocation.holdings import Holdings
from enrollment.domain.allocation.shapes import CATCHMENT, RulePack


@dataclass(frozen=True, slots=True)
class Market:
    """Numbered children and programmes; lists named by what they tell, indexed by what it is told of."""

    rule_pack: RulePack
    programmes: list[str]
    seats: list[int]  # by programme
    refs: list[str]  # by child
    registered_at: list[str]  # by child
    first_of: list[int]  # by child: its first application; one entry more, where the last child's end
    child_of: list[int]  # by application
    programme_of: list[int]  # by application
    tier_of: list[int]  # by application
    distance_of: list[int | None]  # by application
    near: bytearray  # by application: does the child live in the school's catchment?
    entitled: list[bytearray]  # by reserve, then by application: does the child hold its category there?

    @property
    def everyone_else(self) -> int:
        """The tier of those who hold no category of the pack."""
        return len(self.rule_pack["tiers"])

    def applications_of(self, child: int) -> range:
        """Return the applications of a child, best first."""
        return range(self.first_of[child], self.first_of[child + 1])

    def listed_at(self) -> list[list[int]]:
        """Return for each programme the applications that list it."""
        listed: list[list[int]] = [[] for _ in self.programmes]
        for application, programme in enumerate(self.programme_of):
            listed[programme].append(application)
        return listed


def open_market(document: Document) -> Market:
    """Number the programmes of a document and settle what each child holds where."""
    programmes, children, rule_pack = document.programmes, document.children, document.rule_pack
    number_of = {programme["id"]: number for number, programme in enumerate(programmes)}
    renumbered = [number_of[programme] for programme in children.programmes]
    schools = [programmes[number]["school"] for number in renumbered]
    held = Holdings(children, list(map(schools.__getitem__, children.listed)))
    return Market(
        rule_pack=rule_pack,
        programmes=[programme["id"] for programme in programmes],
        seats=[programme["seats"] for programme in programmes],
        refs=children.refs,
        registered_at=children.registered_at,
        first_of=children.first_of,
        child_of=[
            child for child, (start, end) in enumerate(pairwise(children.first_of)) for _ in range(start, end)
        ],
        programme_of=list(map(renumbered.__getitem__, children.listed)),
        tier_of=list(held.tell(partial(_tier, _tiers(rule_pack["tiers"]), len(rule_pack["tiers"])))),
        distance_of=children.distances,
        near=_marks(held, CATCHMENT),
        entitled=[_marks(held, reserve["category"]) for reserve in rule_pack["reserves"]],
    )


def _marks(held: Holdings, category: str) -> bytearray:
    """Mark the applications where this category is held."""
    return bytearray(held.tell(lambda combination: category in combination))


def _tiers(tiers: Sequence[Sequence[str]]) -> dict[str, int]:
    """Return for each category its tier: the first entry that contains it."""
    given: dict[str, int] = {}
    for tier, categories in enumerate(tiers):
        for category in categories:
            given.setdefault(category, tier)
    return given


def _tier(given: Mapping[str, int], everyone_else: int, combination: Sequence[str]) -> int:
    """Return the best tier among the categories held."""
    return min((given.get(category, everyone_else) for category in combination), default=everyone_else)

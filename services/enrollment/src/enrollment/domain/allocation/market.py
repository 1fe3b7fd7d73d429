"""The market of one allocation: children, programmes and the applications between them, by number.

An *application* is one child's listing of one programme. Children and programmes are numbered as they stand in
the document; applications by child, then by preference. So the next choice after application `a` is `a + 1`,
and lists of integers replace a million small objects.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from enrollment.domain.allocation.children import Children
from enrollment.domain.allocation.document import Document
from enrollment.domain.allocation.shapes import CATCHMENT, Claim, RulePack


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
    programme_of = [renumbered[programme] for programme in children.listed]
    held = _held_categories(children, [programmes[number]["school"] for number in programme_of])
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
        programme_of=programme_of,
        tier_of=_tiers(held, rule_pack["tiers"]),
        distance_of=children.distances,
        near=bytearray(CATCHMENT in categories for categories in held),
        entitled=[
            bytearray(reserve["category"] in categories for categories in held)
            for reserve in rule_pack["reserves"]
        ],
    )


def _held_categories(children: Children, school_of: Sequence[str]) -> list[Sequence[str]]:
    """Return for each application the categories that the child holds at that programme."""
    return [
        _held(claims, catchment, school) if claims or catchment else ()
        for (claims, catchment), (start, end) in zip(
            children.rights, pairwise(children.first_of), strict=True
        )
        for school in school_of[start:end]
    ]


def _held(claims: Sequence[Claim], catchment: Sequence[str], school: str) -> Sequence[str]:
    claimed = [claim["category"] for claim in claims if claim["school"] in (None, school)]
    return [*claimed, CATCHMENT] if school in catchment else claimed


def _tiers(held: Iterable[Sequence[str]], tiers: Sequence[Sequence[str]]) -> list[int]:
    """Return for each application its tier: the first entry of `tiers` that contains a category held."""
    everyone_else = len(tiers)
    given: dict[str, int] = {}
    for tier, categories in enumerate(tiers):
        for category in categories:
            given.setdefault(category, tier)
    return [
        min([given.get(category, everyone_else) for category in categories]) if categories else everyone_else
        for categories in held
    ]

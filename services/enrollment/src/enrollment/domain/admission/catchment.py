"""The catchment map: which areas a school takes first, how far they are from it, and what a home has of it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from enrollment.domain.admission.applying_refusals import AreaMeasuredTwice, DistanceOutOfRange
from enrollment.domain.allocation.shapes import OrderKey
from enrollment.domain.ids import SchoolId

FARTHEST = 1_000_000
"""A thousand kilometres: whoever measures more has taken other units than metres."""

ROUNDED_TO = 500
"""Metres, of a distance that orders nobody: the walk by which planners judge a school's place."""


@dataclass(frozen=True, slots=True)
class Measured:
    """How far an area is from a school, in metres."""

    area: str
    metres: int


@dataclass(frozen=True, slots=True)
class Home:
    """What the map says of one area: which schools take its children first, and the metres to those measured."""

    first: Collection[SchoolId] = ()
    metres: Mapping[SchoolId, int] = field(default_factory=dict)


NOWHERE = Home()
"""A home that is on no map."""


def named(areas: Iterable[str]) -> frozenset[str]:
    """The areas by their codes; empty lines are none."""
    return frozenset(area.strip() for area in areas) - {""}


def measured(distances: Iterable[Measured]) -> dict[str, int]:
    """The metres by area. Refuses an area that has two, and what cannot be metres to a school."""
    found: dict[str, int] = {}
    for each in distances:
        area = each.area.strip()
        if not 0 <= each.metres <= FARTHEST:
            raise DistanceOutOfRange(area, FARTHEST)
        if area in found:
            raise AreaMeasuredTwice(area)
        if area:
            found[area] = each.metres
    return found


def published(metres: int, order: Collection[OrderKey]) -> int:
    """The metres as everybody may read them: exact where they order children, else rounded."""
    return metres if "DISTANCE" in order else (metres + ROUNDED_TO // 2) // ROUNDED_TO * ROUNDED_TO

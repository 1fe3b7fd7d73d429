"""The strict order of the children at each programme: tiers, the order inside a tier, and the interleave."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, groupby
from typing import TypeVar

from enrollment.domain.allocation.lottery import Lottery
from enrollment.domain.allocation.market import Market
from enrollment.domain.allocation.shapes import Interleave, OrderKey

Item = TypeVar("Item")

_FARTHEST = 2**53  # A missing distance sorts after every present one.


class Standings:
    """The applications of every programme in tier order, from which the standing of any stage follows."""

    def __init__(self, market: Market, lottery: Lottery) -> None:
        """Sort the applications of each programme once; a stage only leaves some out."""
        self._market = market
        place = _places_in_order(market, lottery)
        self._in_tier_order = market.listed_at()
        for applications in self._in_tier_order:
            applications.sort(key=place.__getitem__)

    def full(self) -> list[list[int]]:
        """Return each programme's standing over all children who list it."""
        return [self._merged(applications) for applications in self._in_tier_order]

    def of(self, in_stage: Sequence[int]) -> list[list[int]]:
        """Return each programme's standing over the applications that are in the stage."""
        return [
            self._merged([application for application in applications if in_stage[application]])
            for applications in self._in_tier_order
        ]

    def _merged(self, applications: list[int]) -> list[int]:
        interleave = self._market.rule_pack["interleave"]
        if interleave is None or not applications:
            return applications
        tier = self._market.tier_of.__getitem__
        return interleaved({at: list(group) for at, group in groupby(applications, key=tier)}, interleave)


def positions(market: Market, standings: Sequence[Sequence[int]]) -> list[int]:
    """Return each application's position in its programme's standing; 1 is the best, 0 is not in it."""
    position = [0] * len(market.child_of)
    for standing in standings:
        for place, application in enumerate(standing, start=1):
            position[application] = place
    return position


def interleaved(tiers: Mapping[int, Sequence[Item]], interleave: Interleave) -> list[Item]:
    """Join tiers, each in its own order, into one list; two are merged at the place of the smaller."""
    one, other = interleave["tier"], interleave["with"]
    merged = alternated(
        tiers.get(one, ()), tiers.get(other, ()), take=interleave["take"], per=interleave["per"]
    )
    groups = {tier: items for tier, items in tiers.items() if tier not in (one, other)}
    groups[min(one, other)] = list(merged)
    return list(chain.from_iterable(groups[tier] for tier in sorted(groups)))


def alternated(one: Sequence[Item], other: Sequence[Item], *, take: int, per: int) -> Iterator[Item]:
    """Yield `take` of the one, then `per` of the other, again and again; then the rest of the longer."""
    taken = passed = 0
    while taken < len(one) and passed < len(other):
        yield from one[taken : taken + take]
        yield from other[passed : passed + per]
        taken, passed = taken + take, passed + per
    yield from one[taken:]
    yield from other[passed:]


def _places_in_order(market: Market, lottery: Lottery) -> list[int]:
    """Return for each application one integer to sort by, whose digits are its tier and the keys."""
    columns = _Columns(market, lottery)
    places = market.tier_of
    for key in market.rule_pack["order"]:
        size, values = columns.of(key)
        places = [place * size + value for place, value in zip(places, values, strict=True)]
    return places


class _Columns:
    """What each key of `order` says of every application: integers below a size."""

    def __init__(self, market: Market, lottery: Lottery) -> None:
        self._market = market
        self._lottery = lottery

    def of(self, key: OrderKey) -> tuple[int, Iterable[int]]:
        if key == "DISTANCE":
            return _FARTHEST + 1, (_FARTHEST if d is None else d for d in self._market.distance_of)
        by_child = self._registered() if key == "REGISTERED_AT" else self._lottery.ranks(self._market.refs)
        return len(by_child), map(by_child.__getitem__, self._market.child_of)

    def _registered(self) -> list[int]:
        moments = self._market.registered_at
        rank = {moment: index for index, moment in enumerate(sorted(set(moments)))}
        return [rank[moment] for moment in moments]

"""A programme's choice among the children who propose to it: reserve by reserve, then the open seats."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from enrollment.domain.allocation.market import Market


@dataclass(frozen=True, slots=True)
class Quota:
    """How many seats a reserve sets aside at a programme, and which applications may take them."""

    seats: int
    entitled: bytearray


def quotas(market: Market, programme: int) -> list[Quota]:
    """Return the reserves of a programme in turn, computed afresh from its full number of seats."""
    reserves = market.rule_pack["reserves"]
    return [
        Quota(market.seats[programme] * reserve["percent"] // 100, entitled)
        for reserve, entitled in zip(reserves, market.entitled, strict=True)
    ]


def choose(candidates: Sequence[int], seats: int, reserved: Sequence[Quota]) -> tuple[list[int], list[int]]:
    """Split candidates, the best first, into those whom the programme keeps and those whom it rejects."""
    if len(candidates) <= seats or not reserved:
        return list(candidates[:seats]), list(candidates[seats:])
    kept: set[int] = set()
    for quota in reserved:
        room = min(quota.seats, seats - len(kept))
        entitled = (one for one in candidates if one not in kept and quota.entitled[one])
        kept.update(list(islice(entitled, room)))
    kept.update(list(islice((one for one in candidates if one not in kept), seats - len(kept))))
    return [one for one in candidates if one in kept], [one for one in candidates if one not in kept]

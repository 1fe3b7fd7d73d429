"""Child-proposing deferred acceptance (D. Gale, L. S. Shapley, "College Admissions and the Stability of
Marriage", American Mathematical Monthly 69, 1962).

Every child proposes to its best programme that has not rejected it; a programme holds the best it has heard
of and rejects the rest; nothing is final until nobody is rejected any more. The outcome does not depend on the
order of proposals, and of all outcomes without justified envy it is the best for every child at once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from enrollment.domain.allocation.choice import choose, quotas
from enrollment.domain.allocation.market import Market


def deferred_acceptance(
    market: Market, position: Sequence[int], children: Iterable[int], seats: Sequence[int]
) -> list[list[int]]:
    """Match these children with these free seats; return the applications each programme holds at the end.

    `position` is each application's position in its standing; one without is not allowed and passed over.
    """
    reserved = [quotas(market, programme) for programme in range(len(market.programmes))]
    held: list[list[int]] = [[] for _ in market.programmes]
    first_of, child_of = market.first_of, market.child_of
    proposals = _best_allowed([(first_of[child], first_of[child + 1]) for child in children], position)
    while proposals:
        rejected: list[int] = []
        for programme, received in _by_programme(market, proposals).items():
            candidates = held[programme] + received
            if len(candidates) <= seats[programme]:
                held[programme] = candidates
                continue
            candidates.sort(key=position.__getitem__)
            held[programme], refused = choose(candidates, seats[programme], reserved[programme])
            rejected += refused
        proposals = _best_allowed([(a + 1, first_of[child_of[a] + 1]) for a in rejected], position)
    return held


def _best_allowed(left: Iterable[tuple[int, int]], position: Sequence[int]) -> list[int]:
    """Return the first allowed application of each range that has one: of those that are left to a child."""
    found: list[int] = []
    for start, end in left:
        for application in range(start, end):
            if position[application]:
                found.append(application)
                break
    return found


def _by_programme(market: Market, proposals: Iterable[int]) -> dict[int, list[int]]:
    received: defaultdict[int, list[int]] = defaultdict(list)
    for application in proposals:
        received[market.programme_of[application]].append(application)
    return received

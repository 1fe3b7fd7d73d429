"""What a comparison of two rule packs came to, as the ministry reads it: who gains, who loses, how far children go."""

from collections.abc import Mapping, Sequence
from typing import Any

import strawberry

from chassis.identity import Caller
from enrollment.graphql.allocation.counting import Fetch

_RESULTS = """
select id, result from enrollment_job
where id = any($1::uuid[]) and kind = 'SIMULATE' and state = 'DONE' and result ? 'gainers'
"""


@strawberry.type(description="How many children got a choice of theirs.")
class ChoiceGot:
    """See domain/allocation/simulation.py."""

    choice: int = strawberry.field(description="Which of their choices; 1 was wanted most.")
    children: int = strawberry.field(description="How many children.")


@strawberry.type(description="What one pack of rules gives to some children.")
class PackOutcome:
    """See domain/allocation/simulation.py."""

    placed: int = strawberry.field(description="How many have a place.")
    unplaced: int = strawberry.field(description="How many have none.")
    by_choice: list[ChoiceGot] = strawberry.field(
        description="Which choices the placed got, the first first."
    )
    measured: int = strawberry.field(
        description="Of the placed, those whose metres to the place are known: of them are mean and median."
    )
    mean_distance: float | None = strawberry.field(
        description="The mean of their metres; null if none is known."
    )
    median_distance: float | None = strawberry.field(
        description="The median of their metres; null if none is known."
    )


@strawberry.type(description="How some children fare under both packs.")
class PackContrast:
    """See domain/allocation/simulation.py."""

    first: PackOutcome = strawberry.field(description="What the first pack gives.")
    second: PackOutcome = strawberry.field(description="What the second pack gives.")
    gained: int = strawberry.field(
        description="How many get a better choice under the second; none is the worst."
    )
    lost: int = strawberry.field(description="How many get a worse one.")
    unchanged: int = strawberry.field(description="How many get the same.")
    nearer: int = strawberry.field(
        description="How many of those placed by both, both ways known, have a shorter way under the second."
    )
    farther: int = strawberry.field(description="How many of those have a longer one.")


@strawberry.type(description="How the children of one category fare under both packs.")
class CategoryContrast:
    """See domain/allocation/simulation.py."""

    category: str = strawberry.field(
        description="A category, held anywhere; empty for children without any. A child counts in each that it holds."
    )
    contrast: PackContrast = strawberry.field(description="How they fare.")


@strawberry.type(
    description="Two packs of rules on one frozen input, with one seed that is not the run's. Metres are the input's: "
    "rounded to 500 unless its own rules order by distance."
)
class PackComparison:
    """See domain/allocation/simulation.py."""

    everybody: PackContrast = strawberry.field(description="All children of the input.")
    gainers: PackContrast = strawberry.field(description="Those who gain.")
    losers: PackContrast = strawberry.field(description="Those who lose.")
    by_category: list[CategoryContrast] = strawberry.field(description="By category.")


async def comparisons_of(
    fetch: Fetch, _caller: Caller, keys: Sequence[Any], _arguments: Mapping[str, Any]
) -> dict[Any, PackComparison]:
    """What came of those of these jobs that are comparisons, and done."""
    return {row["id"]: _comparison(row["result"]) for row in await fetch(_RESULTS, keys)}


def _comparison(result: Mapping[str, Any]) -> PackComparison:
    return PackComparison(
        everybody=_contrast(result),
        gainers=_contrast(result["gainers"]),
        losers=_contrast(result["losers"]),
        by_category=[
            CategoryContrast(category=category, contrast=_contrast(contrast))
            for category, contrast in sorted(result["shifts"].items())
        ],
    )


def _contrast(told: Mapping[str, Any]) -> PackContrast:
    counts = {name: told[name] for name in ("gained", "lost", "unchanged", "nearer", "farther")}
    return PackContrast(first=_outcome(told["first"]), second=_outcome(told["second"]), **counts)


def _outcome(told: Mapping[str, Any]) -> PackOutcome:
    by_choice = sorted((int(choice), children) for choice, children in told["byChoice"].items())
    return PackOutcome(
        placed=told["placed"],
        unplaced=told["unplaced"],
        by_choice=[ChoiceGot(choice=choice, children=children) for choice, children in by_choice],
        measured=told["measured"],
        mean_distance=told["meanDistance"],
        median_distance=told["medianDistance"],
    )

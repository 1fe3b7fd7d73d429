"""`@override(label: "percent(…)")`: a field moves to its new owner for a share of the requests."""

from collections import Counter

import pytest

from gateway.testing import Federate, Federation, Subgraph

REQUESTS = 400


def federation_moving(federate: Federate, **percents: float) -> Federation:
    """A subgraph whose fields move to another, each for its own share of the requests."""
    fields = " ".join(f"{name}: String" for name in percents)
    moving = " ".join(
        f'{name}: String @override(from: "old", label: "percent({percent})")'
        for name, percent in percents.items()
    )
    key = 'type Pupil @key(fields: "id")'
    old = Subgraph(
        "old",
        f"type Query {{ pupil: Pupil }} {key} {{ id: ID! {fields} }}",
        {"Query.pupil": lambda *_: {"id": "1"}} | {f"Pupil.{name}": lambda *_: "old" for name in percents},
        {"Pupil": lambda r: r},
    )
    new = Subgraph(
        "new",
        f"{key} {{ id: ID! {moving} }}",
        {f"Pupil.{name}": lambda *_: "new" for name in percents},
        {"Pupil": lambda r: r},
    )
    return federate(old, new)


@pytest.mark.parametrize(("percent", "owner"), [(0, "old"), (100, "new")])
async def test_nobody_and_everybody_are_shares_too(federate: Federate, percent: int, owner: str) -> None:
    federation = federation_moving(federate, city=percent)

    found = [await federation.data("{ pupil { city } }") for _ in range(20)]

    assert found == [{"pupil": {"city": owner}}] * 20


async def test_a_share_of_the_requests_is_about_its_size(federate: Federate) -> None:
    federation = federation_moving(federate, city=25)

    owners: Counter[str] = Counter()
    for _ in range(REQUESTS):
        owners[(await federation.data("{ pupil { city } }"))["pupil"]["city"]] += 1

    # Five standard deviations to each side: one run in a million falls outside.
    assert REQUESTS * 0.25 - 44 < owners["new"] < REQUESTS * 0.25 + 44
    assert owners["old"] == REQUESTS - owners["new"]


async def test_a_request_that_is_in_a_small_share_is_in_every_larger_one(federate: Federate) -> None:
    federation = federation_moving(federate, city=20, street=70)

    seen = set()
    for _ in range(REQUESTS):
        pupil = (await federation.data("{ pupil { city street } }"))["pupil"]
        seen.add((pupil["city"], pupil["street"]))

    assert seen == {("old", "old"), ("old", "new"), ("new", "new")}


async def test_a_share_costs_one_plan_more_and_not_one_a_request(federate: Federate) -> None:
    federation = federation_moving(federate, city=50)

    for _ in range(100):
        await federation.data("{ pupil { city } }")

    assert federation.engine.graph.prepared.counts.misses == 2

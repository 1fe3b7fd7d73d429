"""Every shipped rule pack, worked out by hand on one small case."""

from __future__ import annotations

import json

import pytest

from enrollment.domain.allocation import Result, allocate, read_document
from enrollment.domain.allocation.rule_packs import UnknownRulePack, load, rule_pack, shipped

from .documents import SEED, Value, child, claim, document


def ran(pack: str, seats: dict[str, int], children: list[Value]) -> Result:
    return allocate(
        read_document(json.dumps(document(dict(rule_pack(pack)), seats, children)).encode()), SEED
    )


def standings(result: Result) -> list[str]:
    """Return the placed children of a one-programme case in order of their standing, then those who wait."""
    placed = sorted(result["placements"], key=lambda placement: (placement["stage"], placement["standing"]))
    return [placement["child"] for placement in placed] + result["waitingLists"].get("p1", [])


def test_five_packs_are_shipped_each_with_its_source() -> None:
    assert shipped() == ["cl-sae", "en-criteria", "kg-mektep", "kz-kindergarten", "ru-grade1"]
    assert all(load(name).source for name in shipped())


def test_a_pack_is_copied_into_a_document_without_its_source() -> None:
    pack = rule_pack("ru-grade1")

    pack["tiers"].clear()

    assert "source" not in pack
    assert rule_pack("ru-grade1")["tiers"]


def test_a_pack_that_is_not_shipped_is_refused_with_the_list_of_those_that_are() -> None:
    with pytest.raises(UnknownRulePack, match=r"no rule pack '\.\./secret' is shipped; there are cl-sae"):
        load("../secret")


def test_russia_goes_by_tier_then_by_the_moment_of_registration() -> None:
    late_extraordinary = child("prosecutor", "p1", at=90, claims=[claim("EXTRAORDINARY")])
    first = child("police", "p1", at=50, claims=[claim("FIRST", "s1")])
    sibling = child("brother", "p1", at=20, claims=[claim("SIBLING", "s1")])
    preferential = child("relative", "p1", at=10, claims=[claim("PREFERENTIAL")])
    near = child("neighbour", "p1", at=5, catchment=["s1"])
    elsewhere_sibling = child("stranger", "p1", at=0, claims=[claim("SIBLING", "s2")])
    early = child("early", "p1", at=1)

    result = ran(
        "ru-grade1",
        {"p1": 5},
        [early, elsewhere_sibling, near, preferential, sibling, first, late_extraordinary],
    )

    assert standings(result) == [
        "prosecutor",
        "police",
        "relative",
        "brother",
        "neighbour",
        "stranger",
        "early",
    ]
    assert {placement["stage"] for placement in result["placements"]} == {1}


def test_russia_opens_what_is_left_to_everyone_in_the_second_stage() -> None:
    near, far = child("near", "p1", at=9, catchment=["s1"]), child("far", "p1", at=1)

    result = ran("ru-grade1", {"p1": 2}, [near, far])

    assert [(p["child"], p["stage"], p["standing"]) for p in result["placements"]] == [
        ("far", 2, 1),
        ("near", 1, 1),
    ]


def test_kazakhstan_lets_one_of_the_first_right_by_for_three_others() -> None:
    extra = child("extra", "p1", at=99, claims=[claim("EXTRAORDINARY")])
    rights = [child(f"right{n}", "p1", at=50 + n, claims=[claim("FIRST_RIGHT")]) for n in range(3)]
    others = [child(f"other{n}", "p1", at=n) for n in range(7)]

    result = ran("kz-kindergarten", {"p1": 11}, [*others, *rights, extra])

    assert standings(result) == [
        "extra",
        "right0", "other0", "other1", "other2",
        "right1", "other3", "other4", "other5",
        "right2", "other6",
    ]  # fmt: skip


def test_kyrgyzstan_serves_the_microdistrict_first_and_leaves_the_rest_to_all() -> None:
    soldier_far = child("soldier", "p1", at=0, claims=[claim("MILITARY")])
    near = child("near", "p1", at=8, catchment=["s1"])
    near_kairylman = child("kairylman", "p1", at=9, claims=[claim("KAIRYLMAN")], catchment=["s1"])
    early_far = child("early", "p1", at=1)

    result = ran("kg-mektep", {"p1": 3}, [early_far, near, near_kairylman, soldier_far])

    placed = {p["child"]: (p["stage"], p["standing"]) for p in result["placements"]}
    assert placed == {"kairylman": (1, 1), "near": (1, 2), "soldier": (2, 1)}
    assert result["unplaced"] == ["early"]


def test_england_goes_by_criteria_then_by_distance_and_unknown_is_farthest() -> None:
    looked_after = child("looked-after", "p1", claims=[claim("LOOKED_AFTER")], distance={"p1": 9000})
    sibling = child("sibling", "p1", claims=[claim("SIBLING", "s1")], distance={"p1": 5000})
    catchment = child("catchment", "p1", catchment=["s1"], distance={"p1": 800})
    near = child("near", "p1", distance={"p1": 100})
    far = child("far", "p1", distance={"p1": 101})
    unknown = child("unknown", "p1")

    result = ran("en-criteria", {"p1": 4}, [unknown, far, near, catchment, sibling, looked_after])

    assert standings(result) == ["looked-after", "sibling", "catchment", "near", "far", "unknown"]


def test_chile_keeps_fifteen_per_cent_for_priority_children_and_lots_decide_the_rest() -> None:
    siblings = [child(f"sibling{n:02}", "p1", claims=[claim("SIBLING", "s1")]) for n in range(30)]
    priority = [child(f"priority{n}", "p1", claims=[claim("PRIORITY")]) for n in range(5)]

    result = ran("cl-sae", {"p1": 20}, siblings + priority)

    placed = [p["child"] for p in result["placements"]]
    assert sum(ref.startswith("priority") for ref in placed) == 3  # floor(20 × 15 / 100)
    assert sum(ref.startswith("sibling") for ref in placed) == 17


def test_reserved_seats_that_nobody_takes_are_open_to_all() -> None:
    siblings = [child(f"sibling{n:02}", "p1", claims=[claim("SIBLING", "s1")]) for n in range(30)]

    result = ran("cl-sae", {"p1": 20}, siblings)

    assert len(result["placements"]) == 20


def test_a_priority_child_that_stands_high_takes_a_reserved_seat_first() -> None:
    both = [child(f"both{n}", "p1", claims=[claim("SIBLING", "s1"), claim("PRIORITY")]) for n in range(3)]
    siblings = [child(f"sibling{n:02}", "p1", claims=[claim("SIBLING", "s1")]) for n in range(17)]
    priority = child("priority", "p1", claims=[claim("PRIORITY")])

    result = ran("cl-sae", {"p1": 20}, [*both, *siblings, priority])

    assert result["unplaced"] == ["priority"]
    assert result["waitingLists"] == {"p1": ["priority"]}

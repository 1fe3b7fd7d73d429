"""Two rule packs on one input, compared."""

from __future__ import annotations

import json
import pickle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from enrollment.domain.allocation import InvalidDocument, read_document
from enrollment.domain.allocation.rule_packs import rule_pack, shipped
from enrollment.domain.allocation.simulation import NO_CATEGORY, Contrast, Outcome, simulate

from .documents import SEED, Value, child, claim, document, documents


def test_it_tells_who_gains_and_who_loses_by_category_and_how_far_children_go() -> None:
    far_sibling = child(
        "sibling", "p1", "p2", at=9, claims=[claim("SIBLING", "s1")], distance={"p1": 900, "p2": 100}
    )
    near = child("near", "p1", "p2", at=1, distance={"p1": 200, "p2": 300})
    late = child("late", "p1", at=99, catchment=["s2"])
    value = document(dict(rule_pack("ru-grade1")), {"p1": 1, "p2": 1}, [far_sibling, near, late])
    by_time = rule_pack("ru-grade1") | {"tiers": []}

    simulation = simulate(read_document(json.dumps(value).encode()), SEED, rule_pack("ru-grade1"), by_time)

    first, second = simulation.everybody.first, simulation.everybody.second
    assert (first.placed, first.unplaced, first.by_choice) == (2, 1, {1: 1, 2: 1})
    assert (second.placed, second.unplaced, second.by_choice) == (2, 1, {1: 1, 2: 1})
    assert (first.measured, first.mean_distance) == (2, 600.0)
    assert (second.measured, second.mean_distance) == (2, 150.0)
    assert {
        category: (each.gained, each.lost, each.unchanged)
        for category, each in simulation.by_category.items()
    } == {NO_CATEGORY: (1, 0, 0), "CATCHMENT": (0, 0, 1), "SIBLING": (0, 1, 0)}
    # Who gains had the second school, 300 metres away, and has the first; who loses goes less far for it.
    assert (simulation.gainers.first.mean_distance, simulation.gainers.second.mean_distance) == (300, 200)
    assert (simulation.losers.first.mean_distance, simulation.losers.second.mean_distance) == (900, 100)
    assert (simulation.everybody.nearer, simulation.everybody.farther) == (2, 0)


def test_metres_are_those_of_the_placed_whose_distance_is_known() -> None:
    metres: list[int | None] = [100, 200, 900, None]
    known: list[Value] = [
        child(f"c{n}", "p1", distance={} if far is None else {"p1": far}) for n, far in enumerate(metres)
    ]
    nobodys = child("unplaced", "p2", distance={"p2": 5000})
    value = document(dict(rule_pack("cl-sae")), {"p1": 9, "p2": 0}, [*known, nobodys])
    read = read_document(json.dumps(value).encode())

    everybody = simulate(read, SEED, rule_pack("cl-sae"), rule_pack("en-criteria")).everybody

    expected = Outcome(
        placed=4, unplaced=1, by_choice={1: 4}, measured=3, mean_distance=400.0, median_distance=200.0
    )
    assert everybody == Contrast(expected, expected, gained=0, lost=0, unchanged=5, nearer=0, farther=0)


def test_englands_criteria_send_children_to_nearer_schools_than_a_draw_does() -> None:
    seats = {"p1": 1, "p2": 1}
    children = [
        child("north", "p1", "p2", distance={"p1": 100, "p2": 5000}),
        child("south", "p1", "p2", distance={"p1": 4000, "p2": 300}),
    ]
    pack = dict(rule_pack("cl-sae"))
    seeds = [bytes([n]) * 32 for n in range(8)]
    read = read_document(json.dumps(document(pack, seats, children)).encode())

    ways = [simulate(read, seed, rule_pack("cl-sae"), rule_pack("en-criteria")).everybody for seed in seeds]

    assert {each.second.mean_distance for each in ways} == {200.0}
    assert {each.first.mean_distance for each in ways} == {200.0, 4500.0}


@settings(deadline=None)
@given(document=documents(), packs=st.tuples(st.sampled_from(shipped()), st.sampled_from(shipped())))
def test_gainers_losers_and_the_others_are_everybody(document: Value, packs: tuple[str, str]) -> None:
    read = read_document(json.dumps(document).encode())

    told = simulate(read, SEED, *map(rule_pack, packs))

    assert told.everybody.gained == told.gainers.gained == told.gainers.second.placed
    assert told.everybody.lost == told.losers.lost == told.losers.first.placed
    assert told.everybody.gained + told.everybody.lost + told.everybody.unchanged == len(document["children"])
    assert told.gainers.lost == told.gainers.unchanged == told.losers.gained == told.losers.unchanged == 0
    assert told.everybody.nearer + told.everybody.farther <= told.everybody.first.measured


@settings(deadline=None)
@given(document=documents(), pack=st.sampled_from(shipped()))
def test_a_pack_compared_with_itself_moves_nobody(document: Value, pack: str) -> None:
    read = read_document(json.dumps(document).encode())

    simulation = simulate(read, SEED, rule_pack(pack), rule_pack(pack))

    everybody = simulation.everybody
    assert everybody.first == everybody.second
    assert everybody.first.placed + everybody.first.unplaced == len(document["children"])
    assert all(each.gained == each.lost == 0 for each in simulation.by_category.values())
    assert everybody.nearer == everybody.farther == 0


def test_a_document_may_be_sent_to_another_process_to_be_simulated_there() -> None:
    value = document(dict(rule_pack("kg-mektep")), {"p1": 1}, [child("amina", "p1"), child("bek", "p1")])
    here = read_document(json.dumps(value).encode())

    there = pickle.loads(pickle.dumps(here))

    packs = rule_pack("kg-mektep"), rule_pack("cl-sae")
    assert there.hash() == here.hash()
    assert simulate(there, SEED, *packs) == simulate(here, SEED, *packs)


def test_a_pack_that_is_not_one_is_refused() -> None:
    value = read_document(json.dumps(document(dict(rule_pack("cl-sae")), {}, [])).encode())

    with pytest.raises(InvalidDocument, match="/stages"):
        simulate(value, SEED, rule_pack("cl-sae"), {**rule_pack("cl-sae"), "stages": []})

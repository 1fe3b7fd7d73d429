"""Two rule packs on one input, compared."""

from __future__ import annotations

import json
import pickle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from enrollment.domain.allocation import InvalidDocument, read_document
from enrollment.domain.allocation.rule_packs import rule_pack, shipped
from enrollment.domain.allocation.simulation import NO_CATEGORY, Outcome, Shift, simulate

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

    assert simulation.first == Outcome(
        placed=2, unplaced=1, by_choice={1: 1, 2: 1}, measured=2, mean_distance=600.0
    )
    assert simulation.second == Outcome(
        placed=2, unplaced=1, by_choice={1: 1, 2: 1}, measured=2, mean_distance=150.0
    )
    assert simulation.shifts == {
        NO_CATEGORY: Shift(gained=1, lost=0, unchanged=0),
        "CATCHMENT": Shift(gained=0, lost=0, unchanged=1),
        "SIBLING": Shift(gained=0, lost=1, unchanged=0),
    }


@settings(deadline=None)
@given(document=documents(), pack=st.sampled_from(shipped()))
def test_a_pack_compared_with_itself_moves_nobody(document: Value, pack: str) -> None:
    read = read_document(json.dumps(document).encode())

    simulation = simulate(read, SEED, rule_pack(pack), rule_pack(pack))

    assert simulation.first == simulation.second
    assert simulation.first.placed + simulation.first.unplaced == len(document["children"])
    assert all(shift.gained == shift.lost == 0 for shift in simulation.shifts.values())


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

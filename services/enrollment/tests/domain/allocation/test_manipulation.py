"""Two examples that telling other choices can pay where a pack interleaves or has stages; the docs show both."""

from __future__ import annotations

import json

from enrollment.domain.allocation import allocate, read_document
from enrollment.domain.allocation.rule_packs import rule_pack

from .documents import SEED, Value, child, claim, document

FIRST_RIGHT = [claim("FIRST_RIGHT")]


def places(pack: str, seats: dict[str, int], children: list[Value]) -> dict[str, str]:
    text = json.dumps(document(dict(rule_pack(pack)), seats, children)).encode()
    return {p["child"]: p["programme"] for p in allocate(read_document(text), SEED)["placements"]}


def test_with_an_interleave_a_child_can_gain_by_listing_one_programme_more() -> None:
    dana = child("dana", "p1", "p2", at=0)
    aru = child("aru", "p2", at=1, claims=FIRST_RIGHT)
    timur = child("timur", "p2", at=2, claims=FIRST_RIGHT)
    bek = child("bek", "p1", at=3, claims=FIRST_RIGHT)
    seats = {"p1": 1, "p2": 2}

    truthful = places("kz-kindergarten", seats, [dana, aru, timur, bek])
    # At p1 Timur now stands before Bek, so one to three puts Dana between them, and she leaves p2 to Timur.
    shrewd = places("kz-kindergarten", seats, [dana, aru, timur | {"choices": ["p2", "p1"]}, bek])

    assert truthful == {"bek": "p1", "aru": "p2", "dana": "p2"}
    assert shrewd == {"dana": "p1", "aru": "p2", "timur": "p2"}


def test_with_stages_a_child_can_gain_by_leaving_a_programme_out() -> None:
    amina = child("amina", "p1", "p2", claims=[claim("SIBLING", "s2")])
    seats = {"p1": 1, "p2": 1}

    truthful = places("ru-grade1", seats, [amina])
    # Her sibling's school takes her in the first stage, and that is final; unlisted, it cannot.
    shrewd = places("ru-grade1", seats, [amina | {"choices": ["p1"]}])

    assert truthful == {"amina": "p2"}
    assert shrewd == {"amina": "p1"}

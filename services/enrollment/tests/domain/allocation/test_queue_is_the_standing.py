"""A queue that is followed fact by fact stands as the engine's full standing does, by any rules."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from enrollment.domain.allocation import Lottery, read_document
from enrollment.domain.allocation.market import open_market
from enrollment.domain.allocation.rule_packs import rule_pack
from enrollment.domain.allocation.standings import Standings
from enrollment.domain.queue import Entry, Fact, Kind, Queue, Rules
from enrollment.domain.queue.keys import keyed

from .documents import CATEGORIES, SEED, documents

Value = dict[str, Any]
ENGLAND = Rules(rule_pack("en-criteria"))
APRIL_1 = datetime(2027, 4, 1, tzinfo=UTC)
_ORDERS = st.sampled_from([["DISTANCE"], ["DISTANCE", "REGISTERED_AT"], ["REGISTERED_AT", "DISTANCE"]])


@st.composite
def packs(draw: st.DrawFn) -> Value:
    """Rules that ask how far a child lives; with an interleave too, since that is counted apart."""
    tiers = draw(st.lists(st.lists(st.sampled_from(CATEGORIES), min_size=1, max_size=2), max_size=3))
    woven = {"tier": 0, "with": len(tiers), "take": 1, "per": draw(st.integers(1, 3))}
    return {
        "id": "any",
        "version": 0,
        "tiers": tiers,
        "interleave": draw(st.sampled_from([None, woven])) if tiers else None,
        "order": [*draw(_ORDERS), "NUMBER"],
        "reserves": [],
        "stages": ["ALL"],
    }


def held(child: Value, school: str) -> list[str]:
    claimed = [claim["category"] for claim in child["claims"] if claim["school"] in (None, school)]
    return [*claimed, "CATCHMENT"] if school in child["catchment"] else claimed


def entry_of(document: Value, child: Value, programme: Value, distance: int | None) -> Entry:
    rules = Rules(document["rulePack"])
    lottery = Lottery(SEED, public_randomness=document["publicRandomness"], campaign=document["campaign"])
    return keyed(
        rules,
        rules.tier(held(child, programme["school"])),
        registered_at=child["registeredAt"],
        number=lottery.number(child["ref"]),
        distance=distance,
    )


def comes(child: Value, entry: Entry) -> Fact:
    return Fact(APRIL_1, Kind.SUBMITTED, entries={child["ref"]: entry})


def full_standings(document: Value) -> dict[str, list[str]]:
    """What the engine says: who lists each programme, in order."""
    read = read_document(json.dumps(document).encode())
    market = open_market(read)
    lottery = Lottery(SEED, public_randomness=document["publicRandomness"], campaign=document["campaign"])
    standings = Standings(market, lottery).full()
    refs = [[market.refs[market.child_of[one]] for one in standing] for standing in standings]
    return dict(zip(market.programmes, refs, strict=True))


@settings(deadline=None, max_examples=150)
@given(document=documents(packs=packs()), homes=st.randoms(use_true_random=False))
def test_whoever_moves_stands_where_the_rules_put_it_from_its_last_home(document: Value, homes: Any) -> None:
    standings = full_standings(document)

    for programme in document["programmes"]:
        queue = Queue(Rules(document["rulePack"]))
        listed = [child for child in document["children"] if programme["id"] in child["choices"]]
        for child in listed:
            former = homes.choice([None, 0, 1, 2, 3])
            queue.apply(comes(child, entry_of(document, child, programme, former)))
        for child in homes.sample(listed, len(listed)):
            now = entry_of(document, child, programme, child["distance"].get(programme["id"]))
            queue.apply(Fact(APRIL_1, Kind.CORRECTED, "MOVED", entries={child["ref"]: now}))

        placed = {queue.position(child["ref"]): child["ref"] for child in listed}
        assert [placed[place] for place in sorted(placed)] == standings[programme["id"]]


def test_who_was_not_measured_stands_behind_everybody_who_was() -> None:
    opening = "2027-04-01T00:00:00.000Z"

    unknown = keyed(ENGLAND, 0, registered_at=opening)
    far = keyed(ENGLAND, 0, registered_at=opening, distance=2**53 - 1)

    assert far < unknown

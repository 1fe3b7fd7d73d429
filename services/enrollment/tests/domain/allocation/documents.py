"""Documents for the tests: a plain one to change, and random ones of every kind the page allows."""

from __future__ import annotations

import copy
from typing import Any

from hypothesis import strategies as st

Value = dict[str, Any]

SEED = bytes(range(32))

EXAMPLE: Value = {
    "format": "bilim-allocation/1",
    "campaign": "0197f3c2",
    "publicRandomness": "",
    "rulePack": {
        "id": "ru-grade1",
        "version": 3,
        "tiers": [["EXTRAORDINARY"], ["FIRST"], ["PREFERENTIAL", "SIBLING"], ["CATCHMENT"]],
        "interleave": None,
        "order": ["REGISTERED_AT", "NUMBER"],
        "reserves": [],
        "stages": ["ENTITLED", "ALL"],
    },
    "programmes": [{"id": "p1", "school": "s1", "seats": 25}, {"id": "p2", "school": "s2", "seats": 1}],
    "children": [
        {
            "ref": "c1",
            "registeredAt": "2027-04-01T00:00:00.123Z",
            "choices": ["p1", "p2"],
            "claims": [{"category": "SIBLING", "school": "s1"}, {"category": "FIRST", "school": None}],
            "catchment": ["s1"],
            "distance": {"p1": 420},
        }
    ],
}


def example() -> Value:
    """Return the example, to be changed at will."""
    return copy.deepcopy(EXAMPLE)


def child(ref: str, *choices: str, at: int = 0, **members: Any) -> Value:
    """Return a child registered at a millisecond of the opening second, with nothing but its choices."""
    return {
        "ref": ref,
        "registeredAt": f"2027-04-01T00:00:00.{at:03}Z",
        "choices": list(choices),
        "claims": [],
        "catchment": [],
        "distance": {},
    } | members


def claim(category: str, school: str | None = None) -> Value:
    return {"category": category, "school": school}


def document(pack: Value, seats: dict[str, int], children: list[Value]) -> Value:
    """Return a document where each programme `px` is the one programme of the school `sx`."""
    return example() | {
        "rulePack": pack,
        "programmes": [{"id": p, "school": "s" + p[1:], "seats": n} for p, n in seats.items()],
        "children": children,
    }


CATEGORIES = ["A", "B", "CATCHMENT", "ә"]
SCHOOLS = ["s0", "s1", "s2", "elsewhere"]
_claims = st.fixed_dictionaries({
    "category": st.sampled_from(["A", "B", "ә"]),
    "school": st.sampled_from([None, *SCHOOLS]),
})  # fmt: skip


@st.composite
def rule_packs(draw: st.DrawFn) -> Value:
    """Any rule pack, small."""
    tiers = draw(st.lists(st.lists(st.sampled_from(CATEGORIES), max_size=2), max_size=3))
    order = draw(st.permutations(["REGISTERED_AT", "DISTANCE"]))[: draw(st.integers(0, 2))]
    return {
        "id": "any",
        "version": 0,
        "tiers": tiers,
        "interleave": draw(st.none() | _interleaves(len(tiers))) if tiers else None,
        "order": [*order, "NUMBER"],
        "reserves": draw(
            st.lists(
                st.fixed_dictionaries({
                    "category": st.sampled_from(CATEGORIES),
                    "percent": st.sampled_from([0, 15, 34, 50, 100]),
                }),
                max_size=3,
            )
        ),
        "stages": draw(st.lists(st.sampled_from(["ENTITLED", "CATCHMENT", "ALL"]), min_size=1, max_size=3)),
    }  # fmt: skip


def _interleaves(everyone_else: int) -> st.SearchStrategy[Value]:
    pairs = st.permutations(range(everyone_else + 1)).map(lambda tiers: tiers[:2])
    return st.builds(
        lambda pair, take, per: {"tier": pair[0], "with": pair[1], "take": take, "per": per},
        pairs, st.integers(1, 3), st.integers(1, 3),
    )  # fmt: skip


# Where code points, UTF-16 code units, JSON strings and JSON Pointers each have their own idea of a character.
_names = st.text('ab0/~"\\\n\x00\x7fәe\u0301\ud7ff\ue000\ufeff\uff5e\ufffd\U00010000😀', max_size=2)


@st.composite
def documents(
    draw: st.DrawFn,
    packs: st.SearchStrategy[Value] | None = None,
    most_children: int = 9,
    most_programmes: int = 4,
) -> Value:
    """Any document, small enough to look at."""
    ids = draw(st.lists(_names, min_size=1, max_size=most_programmes, unique=True))
    programmes = [
        {"id": p, "school": draw(st.sampled_from(SCHOOLS[:3])), "seats": draw(st.integers(0, 4))} for p in ids
    ]
    children = [
        {
            "ref": ref,
            "registeredAt": f"2027-04-01T00:00:00.{draw(st.integers(0, 3)):03}Z",
            "choices": draw(st.permutations(ids))[: draw(st.integers(0, len(ids)))],
            "claims": draw(st.lists(_claims, max_size=3)),
            "catchment": draw(st.lists(st.sampled_from(SCHOOLS), max_size=2)),
            "distance": draw(st.dictionaries(st.sampled_from(ids), st.integers(0, 3), max_size=3)),
        }
        for ref in draw(st.lists(_names, max_size=most_children, unique=True))
    ]
    return {
        "format": "bilim-allocation/1",
        "campaign": draw(st.sampled_from(["", "2027", "кампания"])),
        "publicRandomness": draw(st.sampled_from(["", "00ff", "5a" * 32, "5a" * 33])),
        "rulePack": draw(rule_packs() if packs is None else packs),
        "programmes": draw(st.permutations(programmes)),
        "children": draw(st.permutations(children)),
    }

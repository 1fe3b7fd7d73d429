"""A key as one text: it sorts as the values do, and people read metres in it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enrollment.domain.allocation.rule_packs import rule_pack
from enrollment.domain.queue import Rules
from enrollment.domain.queue.keys import keyed, metres_in, shown, with_number

ENGLAND, RUSSIA, CHILE = (Rules(rule_pack(name)) for name in ("en-criteria", "ru-grade1", "cl-sae"))
APRIL_1 = "2027-04-01T00:00:00.123Z"
NUMBER = f"{7:064x}"

values = st.tuples(st.none() | st.integers(0, 2**53 - 1), st.integers(0, 2**256 - 1))


@given(one=values, other=values)
def test_texts_sort_as_the_values_do(one: tuple[int | None, int], other: tuple[int | None, int]) -> None:
    texts, entries = [], []
    for distance, number in (one, other):
        drawn = f"{number:064x}"
        texts.append(keyed(ENGLAND, 1, registered_at=APRIL_1, number=drawn, distance=distance))
        entries.append(ENGLAND.entry(1, registered_at=APRIL_1, number=drawn, distance=distance))

    assert (texts[0] < texts[1]) == (entries[0] < entries[1])
    assert (texts[0] == texts[1]) == (entries[0] == entries[1])


@pytest.mark.parametrize(
    ("rules", "distance", "people_read"),
    [
        (ENGLAND, 420, (f"420|{NUMBER}", 420)),
        (ENGLAND, 0, (f"0|{NUMBER}", 0)),
        (ENGLAND, None, (f"|{NUMBER}", None)),
        (RUSSIA, 420, (f"{APRIL_1}|{NUMBER}", None)),
        (CHILE, 420, (NUMBER, None)),
    ],
)
def test_metres_are_read_where_the_rules_order_by_them(
    rules: Rules, distance: int | None, people_read: tuple[str, int | None]
) -> None:
    key = keyed(rules, 0, registered_at=APRIL_1, number=NUMBER, distance=distance).key[0]

    assert isinstance(key, str)
    assert (shown(key), metres_in(key)) == people_read


def test_a_drawn_number_leaves_the_metres_as_they_are() -> None:
    before = keyed(ENGLAND, 0, registered_at=APRIL_1, distance=420).key[0]

    assert isinstance(before, str)
    assert shown(with_number(before, NUMBER)) == f"420|{NUMBER}"

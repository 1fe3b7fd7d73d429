"""Positions are explained from facts, and the amounts of the causes add up."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from enrollment.domain.allocation.rule_packs import rule_pack
from enrollment.domain.allocation.shapes import RulePack
from enrollment.domain.allocation.standings import interleaved
from enrollment.domain.queue import (
    Ahead,
    Change,
    Entry,
    Fact,
    Kind,
    Outlook,
    Queue,
    Rules,
    explain,
    grouped,
    outlook,
    position_with_claim,
)
from enrollment.domain.queue.queue import NotInQueue

APRIL_1 = datetime(2027, 4, 1, tzinfo=UTC)
RUSSIA = Rules(rule_pack("ru-grade1"))
KAZAKHSTAN = Rules(rule_pack("kz-kindergarten"))


def entry(rules: Rules, at: int, *held: str) -> Entry:
    return rules.entry(rules.tier(held), registered_at=f"2027-04-01T00:00:00.{at:03}Z", number=f"{at:064x}")


def submitted(child: str, place: Entry, minute: int = 0) -> Fact:
    return Fact(APRIL_1 + timedelta(minutes=minute), Kind.SUBMITTED, entries={child: place})


@pytest.fixture
def queue() -> Queue:
    """Two seats; Amina's brother is a pupil here, then Timur, then Bek, both without a category."""
    facts = [
        submitted("amina", entry(RUSSIA, 30, "SIBLING")),
        submitted("timur", entry(RUSSIA, 10)),
        submitted("bek", entry(RUSSIA, 20)),
    ]
    return Queue(RUSSIA, seats=2, facts=facts)


def test_a_position_comes_with_the_numbers_ahead_and_no_names(queue: Queue) -> None:
    explanation = explain(queue, "bek")

    assert (explanation.position, explanation.seats) == (3, 2)
    assert explanation.ahead == (Ahead(2, ("PREFERENTIAL", "SIBLING"), 1), Ahead(4, (), 1))


def test_every_change_names_the_kind_and_the_rule_of_its_cause(queue: Queue) -> None:
    noon = APRIL_1 + timedelta(hours=12)
    since = [
        Fact(noon, Kind.CLAIM_VERIFIED, "FIRST", {"damir": entry(RUSSIA, 90, "FIRST")}),
        Fact(noon, Kind.WITHDRAWN, "", {"timur": None}),
        Fact(noon, Kind.CLAIM_VERIFIED, "CATCHMENT", {"bek": entry(RUSSIA, 20, "CATCHMENT")}),
        Fact(noon, Kind.CLAIM_REJECTED, "SIBLING", {"amina": entry(RUSSIA, 30)}),
    ]

    explanation = explain(queue, "bek", since)

    assert explanation.changes == (
        Change(noon, 3, 4, Kind.CLAIM_VERIFIED, "FIRST", own=False),
        Change(noon, 4, 3, Kind.WITHDRAWN, "", own=False),
        Change(noon, 3, 2, Kind.CLAIM_REJECTED, "SIBLING", own=False),
    )
    assert explanation.position == 2
    assert queue.position("bek") == 3


def test_a_change_of_the_seat_plan_moves_nobody_but_changes_the_seats(queue: Queue) -> None:
    explanation = explain(queue, "bek", [Fact(APRIL_1, Kind.SEAT_PLAN_CHANGED, "order 17", seats=3)])

    assert (explanation.position, explanation.seats, explanation.changes) == (3, 3, ())


def test_an_offer_shows_the_key_of_the_last_admitted(queue: Queue) -> None:
    explanation = explain(queue, "bek", [Fact(APRIL_1, Kind.PLACE_OFFERED, entries={"amina": None})])

    assert explanation.last_admitted == entry(RUSSIA, 30, "SIBLING")
    assert grouped(explanation.changes) == {(Kind.PLACE_OFFERED, ""): -1}


def test_a_merge_of_queues_is_one_cause_however_many_come(queue: Queue) -> None:
    newcomers = {f"new{n}": entry(RUSSIA, n) for n in range(5)}

    explanation = explain(queue, "bek", [Fact(APRIL_1, Kind.QUEUES_MERGED, "order 9", newcomers)])

    assert grouped(explanation.changes) == {(Kind.QUEUES_MERGED, "order 9"): 5}


def test_a_return_to_the_queue_is_not_a_step_from_nowhere(queue: Queue) -> None:
    back = entry(RUSSIA, 20)
    since = [
        Fact(APRIL_1, Kind.PLACE_OFFERED, entries={"bek": None}),
        Fact(APRIL_1, Kind.OFFER_EXPIRED, entries={}),
        Fact(APRIL_1, Kind.RESTORED, entries={"bek": back}),
    ]

    explanation = explain(queue, "bek", since)

    assert (explanation.position, explanation.changes) == (3, ())


def test_a_correction_that_keeps_the_registration_moves_nobody(queue: Queue) -> None:
    explanation = explain(queue, "bek", [Fact(APRIL_1, Kind.CORRECTED, entries={"bek": entry(RUSSIA, 20)})])

    assert explanation.changes == ()


def test_a_child_that_is_not_in_the_queue_has_no_position(queue: Queue) -> None:
    with pytest.raises(NotInQueue):
        queue.position("stranger")


def test_if_the_claim_were_verified_the_child_would_be_further_ahead(queue: Queue) -> None:
    assert position_with_claim(queue, "bek", "FIRST") == 1
    assert position_with_claim(queue, "bek", "SIBLING") == 1
    assert position_with_claim(queue, "bek", "CATCHMENT") == 2
    assert position_with_claim(queue, "bek", "UNHEARD_OF") == 3
    assert position_with_claim(queue, "amina", "CATCHMENT") == 1
    assert queue.position("bek") == 3


def test_an_order_of_choices_is_answered_with_the_outlook_of_each(queue: Queue) -> None:
    near = Queue(RUSSIA, seats=1)

    answers = outlook({"far": queue, "near": near}, "bek", ["far", "near"], {"near": entry(RUSSIA, 20)})

    assert answers == [Outlook("far", 3, 2), Outlook("near", 1, 1)]
    assert [answer.within_seats for answer in answers] == [False, True]


CHILDREN = [f"c{n}" for n in range(8)]
KINDS = [Kind.SUBMITTED, Kind.WITHDRAWN, Kind.CLAIM_VERIFIED, Kind.QUEUES_MERGED]


@st.composite
def histories(draw: st.DrawFn) -> tuple[Rules, list[Fact]]:
    """Draw the rules of a queue with a random interleave, and what happened in it."""
    pack: RulePack = {**rule_pack("ru-grade1"), "tiers": [["A"], ["B"], ["C"]]}
    pair = draw(st.permutations(range(4)))[:2]
    if draw(st.booleans()):
        take, per = draw(st.integers(1, 3)), draw(st.integers(1, 3))
        pack["interleave"] = {"tier": pair[0], "with": pair[1], "take": take, "per": per}
    rules = Rules(pack)
    places = st.builds(
        lambda tier, at: entry(rules, at)._replace(tier=tier), st.integers(0, 3), st.integers(0, 9)
    )
    entries = st.dictionaries(st.sampled_from(CHILDREN), st.none() | places, max_size=3)
    # Equal moments are told apart by the number, which is the child's own.
    facts = st.builds(
        lambda kind, entries: Fact(APRIL_1, kind, "", {
            child: place and place._replace(key=(*place.key, child)) for child, place in entries.items()
        }),
        st.sampled_from(KINDS), entries,
    )  # fmt: skip
    return rules, draw(st.lists(facts, max_size=12))


def standing(queue: Queue) -> list[str]:
    """Sort the whole queue, as the allocation does."""
    tiers: dict[int, list[str]] = {}
    for child in sorted(queue.entries, key=lambda name: queue.entries[name]):
        tiers.setdefault(queue.entries[child].tier, []).append(child)
    rule = queue.rules.pack["interleave"]
    if rule is None:
        return [child for tier in sorted(tiers) for child in tiers[tier]]
    return interleaved(tiers, rule)


@settings(deadline=None, max_examples=300)
@given(histories())
def test_a_position_by_counting_is_the_position_in_the_standing(history: tuple[Rules, list[Fact]]) -> None:
    rules, facts = history
    queue = Queue(rules, facts=facts)

    expected = standing(queue)

    assert [queue.position(child) for child in expected] == list(range(1, len(expected) + 1))


@settings(deadline=None, max_examples=300)
@given(histories(), st.integers(0, 12))
def test_each_difference_of_position_is_the_sum_of_its_causes(
    history: tuple[Rules, list[Fact]], moment: int
) -> None:
    rules, facts = history
    earlier = Queue(rules, facts=facts[:moment])
    left = {child for fact in facts[moment:] for child, place in fact.entries.items() if place is None}

    for child in earlier.entries.keys() - left:
        explanation = explain(earlier, child, facts[moment:])

        assert sum(grouped(explanation.changes).values()) == explanation.position - earlier.position(child)
        assert explanation.position == Queue(rules, facts=facts).position(child)
        assert sum(ahead.count for ahead in explanation.ahead) == explanation.position - 1


def test_a_queue_of_fifty_thousand_is_explained_in_time() -> None:
    entries = {f"c{n}": entry(KAZAKHSTAN, n % 1000)._replace(tier=1 + n % 2, key=(n,)) for n in range(50_000)}
    queue = Queue(KAZAKHSTAN, facts=[Fact(APRIL_1, Kind.QUEUES_MERGED, "", entries)])
    since = [Fact(APRIL_1, Kind.WITHDRAWN, "", {f"c{n * 5}": None}) for n in range(2_000)]

    started = time.process_time()
    explanation = explain(queue, "c49999", since)
    spent = time.process_time() - started

    assert explanation.position == 32_000
    # Fifty milliseconds is the promise; a busy machine is given ten times as long before the test cries out.
    assert spent < 0.5

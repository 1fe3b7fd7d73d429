"""Counting backwards tells the same story as replaying every fact forwards."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from enrollment.domain.allocation.rule_packs import rule_pack
from enrollment.domain.queue import Entry, Fact, Kind, Queue, Rules, explain
from enrollment.domain.queue.replay import Counts, Moved, changes, own_entries

START = datetime(2027, 4, 1, tzinfo=UTC)
ME = "me"

what_happens = st.lists(
    st.tuples(
        st.sampled_from([ME, "a", "b", "c", "d", "e", "f"]),
        st.sampled_from(["come", "come", "go", "offer"]),
        st.integers(0, 2),
        st.integers(0, 9),
    ),
    max_size=30,
)


def facts_of(happened: list[tuple[str, str, int, int]]) -> list[Fact]:
    kinds = {"come": Kind.CORRECTED, "go": Kind.WITHDRAWN, "offer": Kind.PLACE_OFFERED}
    return [
        Fact(
            START + timedelta(seconds=second),
            kinds[what],
            entries={who: Entry(tier, (f"{key}{who}",)) if what == "come" else None},
        )
        for second, (who, what, tier, key) in enumerate(happened)
    ]


def counted(queue: Queue, entry: Entry) -> Counts:
    others = [other for name, other in queue.entries.items() if name != ME]
    sizes = [sum(other.tier == tier for other in others) for tier in range(3)]
    before = sum(other.tier == entry.tier and other.key < entry.key for other in others)
    return Counts(sizes, before, queue.admitted)


def moved(queue: Queue, facts: list[Fact]) -> list[Moved]:
    """The steps as a database keeps them: a fact that changes nobody's entry is none."""
    steps, now = [], queue.copy()
    for fact in facts:
        ((who, after),) = fact.entries.items()
        before = now.entries.get(who)
        now.apply(fact)
        if before != after:
            steps.append(Moved(fact.at, fact.kind, fact.rule, who == ME, before, after))
    return steps


@settings(max_examples=300, deadline=None)
@given(earlier=what_happens, later=what_happens)
def test_the_changes_counted_backwards_are_those_replayed_forwards(
    earlier: list[tuple[str, str, int, int]], later: list[tuple[str, str, int, int]]
) -> None:
    rules = Rules(rule_pack("kz-kindergarten"))
    queue = Queue(rules, facts=facts_of(earlier))
    facts = facts_of(later)
    end = Queue(rules, facts=[*facts_of(earlier), *facts])
    steps = moved(queue, facts)
    mine = end.entries.get(ME)

    counts = {entry: counted(end, entry) for entry in own_entries(steps, mine) if entry is not None}
    backwards = changes(rules, steps, counts, mine)

    if mine is not None:
        assert backwards == list(explain(queue, ME, facts).changes)
        if queue.entries.get(ME) is not None and not any(step.own for step in steps):
            assert sum(one.amount for one in backwards) == end.position(ME) - queue.position(ME)

"""A position that is followed by steps alone is the one that counting gives."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from enrollment.domain.allocation.rule_packs import rule_pack
from enrollment.domain.queue import Entry, Fact, Kind, Queue, Rules, explain
from enrollment.domain.queue.onwards import can_be_followed, onwards
from enrollment.domain.queue.replay import Moved

START = datetime(2027, 4, 1, tzinfo=UTC)
RULES = Rules(rule_pack("ru-grade1"))
MINE = Entry(2, ("5me",))

others = st.lists(
    st.tuples(
        st.sampled_from("abcdef"),
        st.sampled_from(["come", "come", "go"]),
        st.integers(0, 4),
        st.integers(0, 9),
    ),
    max_size=30,
)


def facts_of(happened: list[tuple[str, str, int, int]]) -> list[Fact]:
    return [
        Fact(
            START + timedelta(seconds=second),
            Kind.CORRECTED if what == "come" else Kind.WITHDRAWN,
            entries={who: Entry(tier, (f"{key}{who}",)) if what == "come" else None},
        )
        for second, (who, what, tier, key) in enumerate(happened)
    ]


def steps_of(queue: Queue, facts: list[Fact]) -> list[Moved]:
    steps, now = [], queue.copy()
    for fact in facts:
        ((who, after),) = fact.entries.items()
        steps.append(Moved(fact.at, fact.kind, fact.rule, False, now.entries.get(who), after))
        now.apply(fact)
    return steps


@settings(max_examples=200, deadline=None)
@given(earlier=others, later=others)
def test_steps_of_others_tell_the_same_story_as_counting(
    earlier: list[tuple[str, str, int, int]], later: list[tuple[str, str, int, int]]
) -> None:
    came = Fact(START, Kind.SUBMITTED, entries={"me": MINE})
    queue = Queue(RULES, facts=[*facts_of(earlier), came])
    facts = facts_of(later)

    followed = onwards(MINE, queue.position("me"), steps_of(queue, facts))

    assert followed == list(explain(queue, "me", facts).changes)


def test_an_interleave_and_a_step_of_ones_own_have_to_be_counted() -> None:
    own = Moved(START, Kind.CLAIM_VERIFIED, "FIRST", True, MINE, Entry(1, MINE.key))
    another = Moved(START, Kind.WITHDRAWN, "", False, MINE, None)

    assert can_be_followed(RULES, [another])
    assert not can_be_followed(RULES, [another, own])
    assert not can_be_followed(Rules(rule_pack("kz-kindergarten")), [another])

"""Tiers joined into one list, two of them interleaved."""

from __future__ import annotations

from enrollment.domain.allocation.standings import alternated, interleaved


def test_the_merged_tiers_stand_where_the_smaller_stood_and_what_lay_between_follows() -> None:
    tiers = {0: "A", 1: "bb", 2: "C", 3: "dddd", 4: "E"}

    joined = interleaved(tiers, {"tier": 3, "with": 1, "take": 2, "per": 1})

    assert "".join(joined) == "AddbddbCE"


def test_a_tier_without_children_leaves_the_other_as_it_is() -> None:
    assert "".join(interleaved({2: "xyz", 0: "a"}, {"tier": 1, "with": 2, "take": 1, "per": 3})) == "axyz"


def test_when_one_runs_out_in_the_middle_of_its_turn_the_rest_of_the_other_follows() -> None:
    assert "".join(alternated("aaa", "bbbb", take=2, per=1)) == "aababbb"
    assert "".join(alternated("aaaaaa", "bb", take=1, per=3)) == "abbaaaaa"


def test_turns_may_be_longer_than_any_list() -> None:
    assert "".join(alternated("aaa", "bbb", take=2**53 - 1, per=2**53 - 1)) == "aaabbb"

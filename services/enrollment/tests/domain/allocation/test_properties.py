"""What must hold of every run, whatever the document."""

from __future__ import annotations

import json
import random

from hypothesis import given, settings
from hypothesis import strategies as st

from enrollment.domain.allocation import Result, allocate, make_document, read_document, result_bytes
from enrollment.domain.allocation.result import Placement

from .documents import SEED, Value, documents, rule_packs
from .naive import Page

plain_packs = rule_packs().map(lambda pack: pack | {"interleave": None, "stages": pack["stages"][:1]})


def ran(document: Value, seed: bytes = SEED) -> Result:
    return allocate(read_document(json.dumps(document).encode()), seed)


@settings(deadline=None)
@given(document=documents())
def test_seats_are_never_exceeded_and_a_child_has_one_place_at_a_listed_programme(document: Value) -> None:
    result = ran(document)

    taken = [placement["programme"] for placement in result["placements"]]
    placed = [placement["child"] for placement in result["placements"]]
    choices = {child["ref"]: child["choices"] for child in document["children"]}
    assert all(taken.count(programme["id"]) <= programme["seats"] for programme in document["programmes"])
    assert sorted(placed + result["unplaced"]) == sorted(choices)
    assert all(choices[p["child"]][p["choice"] - 1] == p["programme"] for p in result["placements"])


@settings(deadline=None, max_examples=150)
@given(document=documents())
def test_nobody_envies_a_child_behind_it_and_no_seat_is_wasted(document: Value) -> None:
    result = ran(document)

    page, placed = Page(document, SEED), {p["child"]: p for p in result["placements"]}
    for number, stage in enumerate(page.pack["stages"], start=1):
        waiting = {ref for ref in page.children if ref not in placed or placed[ref]["stage"] >= number}
        for programme in page.programmes:
            _assert_no_envy(page, programme, stage, number, waiting, placed)


def _assert_no_envy(
    page: Page, programme: str, stage: str, number: int, waiting: set[str], placed: dict[str, Placement]
) -> None:
    """Lay the children kept in this stage out over the seats, and look who would rather sit there."""
    earlier = [p for p in placed.values() if p["programme"] == programme and p["stage"] < number]
    free = page.programmes[programme]["seats"] - len(earlier)
    here = {ref for ref in waiting if _got(ref, placed, number) == programme}
    standing = page.standing(
        {r for r in waiting & page.listing(programme) if page.allowed(r, programme, stage)}, programme
    )
    laid_out = page.keep(here, programme, free, standing)
    assert {ref for ref, _ in laid_out} == here
    for ref in standing:
        if not _prefers(page, ref, programme, _got(ref, placed, number)):
            continue
        assert len(laid_out) == free
        assert all(
            standing.index(holder) < standing.index(ref)
            for holder, reserve in laid_out
            if reserve is None or page.holds(ref, reserve, programme)
        )


def _got(ref: str, placed: dict[str, Placement], number: int) -> str | None:
    return placed[ref]["programme"] if ref in placed and placed[ref]["stage"] == number else None


def _prefers(page: Page, ref: str, programme: str, got: str | None) -> bool:
    choices = page.children[ref]["choices"]
    return got is None or choices.index(programme) < choices.index(got)


@settings(deadline=None)
@given(document=documents(), chance=st.randoms(use_true_random=False))
def test_shuffling_children_programmes_or_claims_changes_no_byte(
    document: Value, chance: random.Random
) -> None:
    before = result_bytes(ran(document))

    for shuffled in [
        document["children"],
        document["programmes"],
        *(c["claims"] for c in document["children"]),
    ]:
        chance.shuffle(shuffled)

    assert result_bytes(ran(document)) == before


@settings(deadline=None, max_examples=150)
@given(document=documents(packs=plain_packs), data=st.data())
def test_without_interleave_and_with_one_stage_no_child_gains_by_reporting_other_choices(
    document: Value, data: st.DataObject
) -> None:
    truthful = {p["child"]: p["choice"] for p in ran(document)["placements"]}
    programmes = [programme["id"] for programme in document["programmes"]]

    for child in document["children"]:
        wishes = child["choices"]
        child["choices"] = data.draw(st.permutations(programmes))[
            : data.draw(st.integers(0, len(programmes)))
        ]
        got = {p["child"]: p["programme"] for p in ran(document)["placements"]}.get(child["ref"])
        child["choices"] = wishes
        if got in wishes:
            assert truthful.get(child["ref"], len(wishes) + 1) <= wishes.index(got) + 1


@settings(deadline=None)
@given(document=documents())
def test_a_document_made_of_values_is_the_document_read_from_bytes(document: Value) -> None:
    head = {key: value for key, value in document.items() if key != "children"}

    made = make_document(head, document["children"])  # type: ignore[arg-type]

    assert made.hash() == read_document(json.dumps(document, ensure_ascii=False, indent=1).encode()).hash()


@settings(deadline=None)
@given(document=documents())
def test_a_document_published_in_normal_form_keeps_its_hash_and_its_result(document: Value) -> None:
    published = b"".join(read_document(json.dumps(document).encode()).normal_form())

    again = read_document(published)

    assert b"".join(again.normal_form()) == published
    assert result_bytes(allocate(again, SEED)) == result_bytes(ran(document))

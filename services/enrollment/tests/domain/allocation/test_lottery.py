"""The tie-break number is drawn as published, and applying again does not change it."""

from __future__ import annotations

import hashlib
import hmac

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enrollment.domain.allocation import Lottery, commitment

from .documents import SEED


@given(st.binary(min_size=32, max_size=32), st.binary(max_size=99), st.text(), st.text())
def test_the_number_is_the_keyed_hash_of_campaign_and_child(
    seed: bytes, public: bytes, campaign: str, ref: str
) -> None:
    lottery = Lottery(seed, public_randomness=public.hex(), campaign=campaign)

    number = lottery.number(ref)

    message = f"{campaign}\x1f{ref}".encode()
    assert number == hmac.new(seed + public, message, hashlib.sha256).hexdigest()


def test_withdrawing_and_applying_again_a_thousand_times_leaves_the_number_unchanged() -> None:
    first = Lottery(SEED, public_randomness="", campaign="2027").number("amina")

    numbers = {Lottery(SEED, public_randomness="", campaign="2027").number("amina") for _ in range(1000)}

    assert numbers == {first}


def test_another_campaign_seed_or_public_draw_gives_another_number() -> None:
    numbers = {
        Lottery(SEED, public_randomness="", campaign="2027").number("amina"),
        Lottery(SEED, public_randomness="", campaign="2028").number("amina"),
        Lottery(SEED, public_randomness="01", campaign="2027").number("amina"),
        Lottery(SEED[::-1], public_randomness="", campaign="2027").number("amina"),
    }

    assert len(numbers) == 4


def test_ranks_order_children_as_their_published_numbers_do() -> None:
    lottery = Lottery(SEED, public_randomness="", campaign="2027")
    refs = [f"c{n}" for n in range(50)]

    ranks = lottery.ranks(refs)

    assert sorted(refs, key=lottery.number) == sorted(refs, key=lambda ref: ranks[refs.index(ref)])


def test_the_commitment_is_the_hash_of_the_seed() -> None:
    assert commitment(SEED) == hashlib.sha256(SEED).hexdigest()


def test_a_seed_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="a seed has 32 bytes; this one has 31"):
        Lottery(SEED[1:], public_randomness="", campaign="2027")

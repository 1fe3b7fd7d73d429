"""National ids are found without being readable, and read only with a key that we have."""

import base64
import hmac

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chassis.national_ids import MalformedKeys, NationalIds, Unreadable

OLD, NEW = bytes(range(32)), bytes(range(32, 64))
AMINA = "112-233-445 95"


@pytest.fixture
def ids() -> NationalIds:
    return NationalIds({"2026": NEW, "2025": OLD})


def test_an_id_can_be_read_back(ids: NationalIds) -> None:
    assert ids.open(ids.store(AMINA).sealed) == "11223344595"


def test_what_is_stored_does_not_show_the_id_nor_that_two_are_alike(ids: NationalIds) -> None:
    first, second = ids.store(AMINA), ids.store(AMINA)

    assert first.sealed != second.sealed
    assert b"1122334" not in first.sealed + first.match


def test_an_id_is_found_by_its_keyed_hash_however_it_is_spelled(ids: NationalIds) -> None:
    assert ids.store(AMINA).match in ids.matches("11223344595")
    assert ids.store(AMINA).match not in ids.matches("11223344596")


def test_another_installation_cannot_match_ours(ids: NationalIds) -> None:
    assert ids.store(AMINA).match not in NationalIds({"2026": OLD}).matches(AMINA)


def test_encryption_and_matching_do_not_share_a_key(ids: NationalIds) -> None:
    assert ids.store(AMINA).match != hmac.digest(NEW, b"11223344595", "sha256")


def test_a_value_of_the_former_key_is_read_found_and_renewed(ids: NationalIds) -> None:
    former = NationalIds({"2025": OLD}).store(AMINA)

    renewed = ids.renewed(former)

    assert ids.open(former.sealed) == "11223344595"
    assert former.match in ids.matches(AMINA)
    assert NationalIds({"2026": NEW}).open(renewed.sealed) == "11223344595"
    assert ids.renewed(renewed) is renewed


def test_a_value_of_a_retired_key_is_refused(ids: NationalIds) -> None:
    with pytest.raises(Unreadable, match="not among ours"):
        NationalIds({"2025": OLD}).open(ids.store(AMINA).sealed)


@given(place=st.integers(0, 40), bit=st.integers(0, 7))
def test_a_changed_value_is_refused(place: int, bit: int) -> None:
    ids = NationalIds({"2026": NEW})
    sealed = bytearray(ids.store(AMINA).sealed)
    sealed[place % len(sealed)] ^= 1 << bit

    with pytest.raises(Unreadable):
        ids.open(bytes(sealed))


def test_a_value_cannot_be_passed_off_as_one_of_another_key() -> None:
    same_bytes = NationalIds({"2026": NEW, "2027": NEW})
    sealed = same_bytes.store(AMINA).sealed

    with pytest.raises(Unreadable):
        same_bytes.open(sealed.replace(b"2026", b"2027"))


def test_nothing_is_refused_like_anything_else(ids: NationalIds) -> None:
    with pytest.raises(Unreadable):
        ids.open(b"")


def test_keys_are_read_from_the_setting() -> None:
    text = ", ".join(
        f"{name}:{base64.b64encode(key).decode()}" for name, key in (("2026", NEW), ("2025", OLD))
    )

    assert NationalIds.parse(text).store(AMINA).sealed[1:5] == b"2026"


@pytest.mark.parametrize(
    "text", ["", "2026", "2026:short", "2026:c2hvcnQ=", f":{base64.b64encode(NEW).decode()}"]
)
def test_a_malformed_setting_is_refused_without_being_shown(text: str) -> None:
    with pytest.raises(MalformedKeys) as refused:
        NationalIds.parse(text)

    assert not text or text not in str(refused.value)


def test_two_keys_of_one_name_are_refused() -> None:
    encoded = base64.b64encode(NEW).decode()

    with pytest.raises(MalformedKeys, match="one name"):
        NationalIds.parse(f"a:{encoded},a:{encoded}")

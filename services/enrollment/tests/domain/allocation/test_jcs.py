"""Canonical JSON as RFC 8785 has it, with the examples of the RFC."""

from __future__ import annotations

import json
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enrollment.domain.allocation import jcs

whole_values = st.recursive(
    st.none() | st.booleans() | st.integers(0, 2**53 - 1) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
)


def test_the_sample_of_the_rfc_is_written_as_the_rfc_writes_it() -> None:
    value = {
        "numbers": [333333333.33333329, 1e30, 4.50, 2e-3, 0.000000000000000000000000001],
        "string": '€$\u000f\nA\'B"\\\\"/',
        "literals": [None, True, False],
    }

    written = jcs.canonical(value)

    assert (
        written
        == (
            '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],'
            '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}'
        ).encode()
    )


def test_keys_are_sorted_by_their_utf16_code_units() -> None:
    # The sample of section 3.2.3: the emoji's surrogates come before U+FB33.
    keys = ["€", "\r", "\ufb33", "1", "😀", "\u0080", "ö"]

    expected = ["\r", "1", "\u0080", "ö", "€", "😀", "\ufb33"]

    assert list(json.loads(jcs.canonical(dict.fromkeys(keys, 0)))) == expected
    assert list(json.loads(jcs.whole(dict.fromkeys(keys, 0)))) == expected
    assert list(json.loads(b"".join(jcs.pieces(dict.fromkeys(keys, 0))))) == expected


@pytest.mark.parametrize(
    ("bits", "written"),
    [
        ("0000000000000000", "0"),
        ("8000000000000000", "0"),
        ("0000000000000001", "5e-324"),
        ("8000000000000001", "-5e-324"),
        ("7fefffffffffffff", "1.7976931348623157e+308"),
        ("4340000000000000", "9007199254740992"),
        ("c340000000000000", "-9007199254740992"),
        ("4430000000000000", "295147905179352830000"),
        ("44b52d02c7e14af5", "9.999999999999997e+22"),
        ("44b52d02c7e14af6", "1e+23"),
        ("444b1ae4d6e2ef4e", "999999999999999700000"),
        ("444b1ae4d6e2ef50", "1e+21"),
        ("3eb0c6f7a0b5ed8c", "9.999999999999997e-7"),
        ("3eb0c6f7a0b5ed8d", "0.000001"),
        ("41b3de4355555555", "333333333.3333333"),
        ("becbf647612f3696", "-0.0000033333333333333333"),
    ],
)
def test_numbers_are_written_as_in_appendix_b_of_the_rfc(bits: str, written: str) -> None:
    (double,) = struct.unpack(">d", bytes.fromhex(bits))

    assert jcs.number(double) == written


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_written_number_reads_back_as_itself(double: float) -> None:
    assert float(jcs.number(double)) == double


@given(whole_values)
def test_the_fast_writer_writes_what_the_exact_one_writes(value: object) -> None:
    assert jcs.whole(value) == jcs.canonical(value)


@given(st.dictionaries(st.text(), whole_values, max_size=4))
def test_the_pieces_of_an_object_are_its_canonical_bytes(value: dict[str, object]) -> None:
    assert b"".join(jcs.pieces(value)) == jcs.canonical(value)


def test_a_long_array_is_written_in_batches_without_a_seam() -> None:
    value = {"long": list(range(10_000)), "empty": []}

    pieces = list(jcs.pieces(value))

    assert len(pieces) > 5
    assert b"".join(pieces) == jcs.canonical(value)


@pytest.mark.parametrize("endless", [float("inf"), float("nan")])
def test_a_number_that_is_not_finite_has_no_canonical_form(endless: float) -> None:
    with pytest.raises(ValueError, match="not finite"):
        jcs.canonical([endless])

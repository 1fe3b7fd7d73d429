"""The engine against the page written twice: whatever the document, the bytes are the same."""

from __future__ import annotations

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from enrollment.domain.allocation import allocate, read_document, result_bytes

from . import naive
from .documents import Value, documents


def ran(document: Value, seed: bytes) -> bytes:
    return result_bytes(allocate(read_document(json.dumps(document).encode()), seed))


@settings(max_examples=250, deadline=None)
@given(document=documents(), seed=st.binary(min_size=32, max_size=32))
def test_the_engine_and_the_plain_reading_of_the_page_give_the_same_bytes(
    document: Value, seed: bytes
) -> None:
    expected = naive.canonical(naive.allocate(document, seed))

    assert ran(document, seed) == expected

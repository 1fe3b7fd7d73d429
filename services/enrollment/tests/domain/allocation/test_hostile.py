"""Whatever the bytes are, they are a document or are refused by name; nothing else happens."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from enrollment.domain.allocation import InvalidDocument, allocate, read_document

from .documents import SEED, Value, documents, example

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=5,
)
pieces = st.binary(max_size=3) | st.sampled_from(
    [b'"', b"{", b"}", b"[", b"]", b",", b":", b"\\u", b"\\ud800", b"-0", b"1e9"]
)


def refusal(data: bytes) -> str | None:
    """Return the pointer by which bytes are refused; if they are a document, run it."""
    try:
        document = read_document(data)
    except InvalidDocument as fault:
        return fault.pointer
    allocate(document, SEED)
    return None


@settings(max_examples=120, deadline=None)
@given(document=documents(), data=st.data())
def test_bytes_put_in_anywhere_are_read_or_refused(document: Value, data: st.DataObject) -> None:
    text = json.dumps(document).encode()
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 3)))

    pointer = refusal(text[:start] + data.draw(pieces) + text[end:])

    assert not pointer or pointer.startswith("/")


@settings(max_examples=120, deadline=None)
@given(value=values, data=st.data())
def test_any_value_in_the_place_of_any_other_is_read_or_refused_at_or_above_it(
    value: Any, data: st.DataObject
) -> None:
    document = example()
    container: Any = document
    path = ""
    while isinstance(container, dict | list) and container:
        keys = list(container) if isinstance(container, dict) else list(range(len(container)))
        key = data.draw(st.sampled_from(keys))
        path += f"/{key}"
        if not isinstance(container[key], dict | list) or not container[key] or data.draw(st.booleans()):
            container[key] = value
            break
        container = container[key]

    pointer = refusal(json.dumps(document).encode())

    # A document without its programmes is refused where a choice or a distance names one.
    if pointer is not None and not path.startswith("/programmes"):
        assert pointer.startswith(path) or path.startswith(pointer)


MANY = [f"p{number}" for number in range(200_000)]


def test_a_document_that_hides_its_fault_behind_two_hundred_thousand_values_is_refused_all_the_same() -> None:
    """Looking at each value for each value would take a committee's laptop half an hour."""
    listed, measured = example(), example()
    listed["children"][0]["choices"] = [*MANY, MANY[-1]]
    measured["children"][0]["distance"] = dict.fromkeys(MANY, 1)
    repeated = json.dumps(measured).replace('"p199999": 1}', '"p199999": 1, "p199999": 1}')

    assert refusal(json.dumps(listed).encode()) == "/children/0/choices/200000"
    assert refusal(repeated.encode()) == "/children/0/distance/p199999"

"""A published result is compared by its canonical form, and the first difference is told."""

from __future__ import annotations

import json

import pytest

from enrollment.domain.allocation.comparison import Difference, first_difference

COMPUTED = b'{"a":[1,{"b":"x"}],"c":2}'


@pytest.mark.parametrize(
    "published", [COMPUTED, b' {"c": 2.0, "a": [1e0, {"b": "\\u0078"}]}\n', b'{"c":2,"a":[1,{"b":"x"}]}']
)
def test_another_writing_of_the_same_result_agrees(published: bytes) -> None:
    assert first_difference(published, COMPUTED) is None


@pytest.mark.parametrize(
    ("published", "difference"),
    [
        ({"a": [1, {"b": "y"}], "c": 3}, Difference("/a/1/b", '"y"', '"x"')),
        ({"a": [1, {"b": "x"}]}, Difference("/c", "nothing", "2")),
        ({"a": [1, {"b": "x"}], "c": 2, "d/": None}, Difference("/d~1", "null", "nothing")),
        ({"a": [1], "c": 2}, Difference("/a/1", "nothing", '{"b":"x"}')),
        ({"a": [True, {"b": "x"}], "c": 2}, Difference("/a/0", "true", "1")),
        ({"a": "z" * 100, "c": 2}, Difference("/a", '"' + "z" * 78 + "…", '[1,{"b":"x"}]')),
        ([], Difference("", "[]", '{"a":[1,{"b":"x"}],"c":2}')),
    ],
)
def test_the_first_difference_is_named(published: object, difference: Difference) -> None:
    assert first_difference(json.dumps(published).encode(), COMPUTED) == difference


def test_in_a_placement_the_child_is_named() -> None:
    published = b'{"placements":[{"child":"c1","choice":1},{"child":"c2","choice":2}]}'
    computed = b'{"placements":[{"child":"c1","choice":1},{"child":"c2","choice":1}]}'

    assert first_difference(published, computed) == Difference("/placements/1/choice", "2", "1", child='"c2"')


@pytest.mark.parametrize(
    "published",
    [
        b"",
        b"{",
        b'{"a":1,"a":1}',
        b'\xef\xbb\xbf{"a":1}',
        b'{"a":1e999}',
        b"[" * 200 + b"]" * 200,
        b"[" * 700 + b"]" * 700,
        b'{"a":' * 700 + b"1" + b"}" * 700,
        b"[" * 100_000,
    ],
)
def test_what_has_no_canonical_form_does_not_agree(published: bytes) -> None:
    assert first_difference(published, COMPUTED) is not None

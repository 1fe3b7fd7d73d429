"""The JSON Canonicalization Scheme (RFC 8785): one value, one sequence of bytes, one hash.

`canonical` writes any I-JSON value. Documents and results hold no other numbers than integers; those `whole`
writes five times as fast by orjson, which differs from the scheme only in sorting keys by code point: where a
character beyond U+FFFF makes that another order, `canonical` writes.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

import orjson

_BATCH = 4096
# In UTF-8 only characters beyond U+FFFF have four bytes, and only such a first one.
_BEYOND_BMP = re.compile(b"[\xf0-\xf4]")
_quoted = json.JSONEncoder(ensure_ascii=False).encode


def canonical(value: Any) -> bytes:
    """Return the canonical bytes of any I-JSON value."""
    return "".join(_written(value)).encode()


class Written:
    """The items of an array that were written canonically before."""

    def __init__(self, items: Sequence[bytes]) -> None:
        """Take the canonical bytes of each item."""
        self.items = items


def pieces(members: Mapping[str, Any]) -> Iterator[bytes]:
    """Yield the canonical bytes of an object without fractions, long arrays in batches to spare memory."""
    separator = b"{"
    for name in in_key_order(members):
        yield separator + whole(name) + b":"
        yield from _member(members[name])
        separator = b","
    yield b"}" if members else b"{}"


def _member(value: object) -> Iterator[bytes]:
    if isinstance(value, Written):
        yield from _batches(value.items, b",".join)
    elif isinstance(value, list):
        yield from _batches(value, lambda items: whole(items)[1:-1])
    else:
        yield whole(value)


def _batches(items: Sequence[Any], write: Callable[[Sequence[Any]], bytes]) -> Iterator[bytes]:
    yield b"["
    for start in range(0, len(items), _BATCH):
        yield b"," if start else b""
        yield write(items[start : start + _BATCH])
    yield b"]"


def whole(value: object) -> bytes:
    """Return the canonical bytes of a value whose numbers are integers."""
    written = orjson.dumps(value, option=orjson.OPT_SORT_KEYS)
    if written.isascii() or _BEYOND_BMP.search(written) is None:
        return written
    return canonical(value)


def _written(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from _enclosed("{", (_named(key, value[key]) for key in in_key_order(value)), "}")
    elif isinstance(value, list):
        yield from _enclosed("[", map(_written, value), "]")
    elif isinstance(value, str):
        yield _quoted(value)
    elif value is None or isinstance(value, bool):
        yield {None: "null", True: "true", False: "false"}[value]
    else:
        yield number(value)


def _named(key: str, value: object) -> Iterator[str]:
    yield _quoted(key) + ":"
    yield from _written(value)


def _enclosed(opening: str, items: Iterator[Iterator[str]], closing: str) -> Iterator[str]:
    yield opening
    for index, item in enumerate(items):
        if index:
            yield ","
        yield from item
    yield closing


def in_key_order(keys: Iterable[str]) -> list[str]:
    """Sort keys by their UTF-16 code units (RFC 8785, 3.2.3)."""
    return sorted(keys, key=lambda key: key.encode("utf-16-be"))


def number(value: float) -> str:
    """Write a number as ECMAScript does (RFC 8785, 3.2.2.3): the shortest digits that read back the same."""
    double = float(value)
    if not math.isfinite(double):
        raise ValueError("a number that is not finite has no canonical form")
    if double == 0:
        return "0"
    sign, digits, exponent = Decimal(repr(double)).normalize().as_tuple()
    return ("-" if sign else "") + _placed("".join(map(str, digits)), len(digits) + int(exponent))


def _placed(digits: str, point: int) -> str:
    """Place the decimal point after `point` digits, or use an exponent where ECMAScript does."""
    if len(digits) <= point <= 21:
        return digits.ljust(point, "0")
    if 0 < point <= 21:
        return f"{digits[:point]}.{digits[point:]}"
    if -6 < point <= 0:
        return "0." + "0" * -point + digits
    mantissa = digits if len(digits) == 1 else f"{digits[0]}.{digits[1:]}"
    return f"{mantissa}e{point - 1:+d}"

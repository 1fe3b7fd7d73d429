"""Reading I-JSON (RFC 7493) strictly: what two programs could read differently is refused.

A number written without sign, fraction or exponent, and at most 2^53 - 1, becomes an `int`; every other
number becomes a `float`. So the type of a number still tells how it was written.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from itertools import count
from typing import Any, NoReturn

import orjson

from enrollment.domain.allocation.invalid import InvalidDocument, second_of_equals

_Path = tuple[str | int, ...]

LARGEST_INTEGER = 2**53 - 1

_NONCHARACTERS = "\ufdd0-\ufdef\ufffe\uffff" + "".join(
    chr(plane << 16 | last) for plane in range(1, 17) for last in (0xFFFE, 0xFFFF)
)
_FORBIDDEN = re.compile(f"[\ud800-\udfff{_NONCHARACTERS}]")
_SUSPECT_ESCAPE = re.compile(r"\\u(?:[dD][89a-fA-F]|[fF][dDfF])")
_INK = re.compile(r"[^ \t\n\r]")
_OPENING = re.compile(r'\{"[^"\\]*":')
_FORBIDDEN_IN_TEXT = re.compile(f"[{_NONCHARACTERS}]")


class _RepeatedKey:
    """Stands in the tree where an object with a repeated key stood."""

    def __init__(self, key: str) -> None:
        self.key = key


def read(data: bytes) -> Any:
    """Parse one I-JSON text, or refuse it with the pointer of what is at fault."""
    text = _Text(_decoded(data))
    value = text.value()
    text.end()
    return value


def read_object(data: bytes, each: Mapping[str, Callable[[Any], None]]) -> dict[str, Any]:
    """Parse one I-JSON object; the items of an array named in `each` are handed over and not kept.

    Where such an array stood, the object has an empty one. A refusal by the taker is named by its pointer.
    """
    text = _Text(_decoded(data))
    del data
    members: dict[str, Any] = {}
    for name in text.names():
        if name in members:
            raise InvalidDocument(name)
        take = each.get(name)
        members[name] = (
            text.value(name) if take is None or not text.opens("[") else _hand_over(text, name, take)
        )
    text.end()
    return members


def _hand_over(text: _Text, name: str, take: Callable[[Any], None]) -> list[Any]:
    for index, item in enumerate(text.items(name)):
        try:
            take(item)
        except InvalidDocument as fault:
            raise fault.inside(name, index) from None
    return []


def _decoded(data: bytes) -> str:
    """Decode strict UTF-8 without a byte order mark."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise InvalidDocument from None
    if text.startswith("\ufeff"):
        raise InvalidDocument
    return text


class _Text:
    """A JSON text being read from left to right by the standard parser, told to hide nothing."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._repeated = False
        self._suspect = _is_suspect(text)
        decoder = json.JSONDecoder(
            object_pairs_hook=self._object, parse_int=_integer, parse_constant=_no_constant
        )
        self._decode = decoder.raw_decode
        self._at = self._skip(0)

    def value(self, *path: str | int) -> Any:
        """Read the value that stands here, of which the path is only told in a refusal."""
        value = self._parsed()
        if self._repeated or self._suspect:
            _refuse_first_fault(value, path)
        return value

    def names(self) -> Iterator[str]:
        """Yield the names of the object that stands here; its caller reads the value after each."""
        self._expect("{")
        if self._take("}"):
            return
        while True:
            if not self.opens('"'):
                raise InvalidDocument
            name = self._parsed()
            if _FORBIDDEN.search(name):
                raise InvalidDocument(name)
            self._expect(":")
            yield name
            if not self._take(","):
                break
        self._expect("}")

    def items(self, *path: str | int) -> Iterator[Any]:
        """Yield the items of the array that stands here."""
        self._expect("[")
        if self._take("]"):
            return
        opening = _OPENING.match(self._text, self._at)
        border = f"}},{opening[0]}" if opening and not self._suspect else ""
        for index in count():
            item = self._before(border) if border else None
            if item is None:
                border = ""
                item = self.value(*path, index)
            # What follows is looked at first: `01` is not a 0 at fault, it is nothing that can be read.
            is_last = not self._take(",")
            if is_last:
                self._expect("]")
            yield item
            if is_last:
                return

    def _before(self, border: str) -> dict[str, Any] | None:
        """Read the object that stands here, if another that begins like it follows and it is written as we would.

        Nothing is hidden by a parser in a hurry if what it read is written again as the same text: then no key was
        repeated, and no number and no character spelled in another way.
        """
        end = self._text.find(border, self._at) + 1
        if not end:
            return None
        piece = self._text[self._at : end].encode()
        try:
            value: dict[str, Any] = orjson.loads(piece)
            if orjson.dumps(value, option=orjson.OPT_STRICT_INTEGER) != piece:
                return None
        except (orjson.JSONDecodeError, orjson.JSONEncodeError):
            return None
        self._at = end
        return value

    def opens(self, bracket: str) -> bool:
        """Tell whether this character stands here."""
        return self._text.startswith(bracket, self._at)

    def end(self) -> None:
        """Refuse anything more."""
        if self._at != len(self._text):
            raise InvalidDocument

    def _parsed(self) -> Any:
        try:
            value, end = self._decode(self._text, self._at)
        except (json.JSONDecodeError, RecursionError):
            raise InvalidDocument from None
        self._at = self._skip(end)
        return value

    def _expect(self, character: str) -> None:
        if not self._take(character):
            raise InvalidDocument

    def _take(self, character: str) -> bool:
        if not self._text.startswith(character, self._at):
            return False
        self._at = self._skip(self._at + 1)
        return True

    def _skip(self, start: int) -> int:
        """Return where the next character stands that is not white space."""
        found = _INK.search(self._text, start)
        return found.start() if found else len(self._text)

    def _object(self, pairs: list[tuple[str, Any]]) -> dict[str, Any] | _RepeatedKey:
        members = dict(pairs)
        if len(members) == len(pairs):
            return members
        self._repeated = True
        return _RepeatedKey(pairs[second_of_equals(name for name, _ in pairs)][0])


def _integer(digits: str) -> int | float:
    """Keep plain integers; a sign or a magnitude beyond 2^53 - 1 makes a float."""
    if len(digits) <= 16 and digits[0] != "-":
        number = int(digits)
        if number <= LARGEST_INTEGER:
            return number
    return float(digits)


def _no_constant(_name: str) -> NoReturn:
    """Refuse NaN and Infinity, which are not JSON."""
    raise InvalidDocument


def _is_suspect(text: str) -> bool:
    """Tell whether a forbidden character may have come in; UTF-8 lets surrogates in only as escapes."""
    if "\\u" in text and _SUSPECT_ESCAPE.search(text):
        return True
    return not text.isascii() and _FORBIDDEN_IN_TEXT.search(text) is not None


def _refuse_first_fault(value: object, path: _Path) -> None:
    """Walk the tree without recursion and name the first repeated key or forbidden character."""
    waiting: list[tuple[_Path, object]] = [(path, value)]
    while waiting:
        path, value = waiting.pop()
        if isinstance(value, _RepeatedKey):
            raise InvalidDocument(*path, value.key)
        if isinstance(value, str) and _FORBIDDEN.search(value):
            raise InvalidDocument(*path)
        waiting.extend(_members(path, value))


def _members(path: _Path, value: object) -> Iterator[tuple[_Path, object]]:
    """Yield what is directly inside a value; a forbidden key is itself a fault."""
    if isinstance(value, list):
        yield from (((*path, index), item) for index, item in enumerate(value))
    elif isinstance(value, dict):
        for key, item in value.items():
            if _FORBIDDEN.search(key):
                raise InvalidDocument(*path, key)
            yield (*path, key), item

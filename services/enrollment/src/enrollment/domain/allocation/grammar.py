"""Small checks that are put together into the grammar of a document; each refuses with a relative path."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache

from enrollment.domain.allocation.ijson import LARGEST_INTEGER
from enrollment.domain.allocation.invalid import InvalidDocument

Check = Callable[[object], None]

_CLOCK = re.compile(r"T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]\.[0-9]{3}Z")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_HEX = re.compile(r"(?:[0-9a-f]{2})*")
_SEPARATOR = "\x1f"


def identifier(value: object) -> None:
    """A string without U+001F, which separates the parts of a tie-break message."""
    if type(value) is not str or _SEPARATOR in value:
        raise InvalidDocument


def whole(least: int = 0, most: int = LARGEST_INTEGER) -> Check:
    """Return the check of an integer between two bounds."""

    def check(value: object) -> None:
        if type(value) is not int or not least <= value <= most:
            raise InvalidDocument

    return check


def one_of(*words: str) -> Check:
    """Return the check of one of these words."""

    def check(value: object) -> None:
        if type(value) is not str or value not in words:
            raise InvalidDocument

    return check


def instant(value: object) -> None:
    """An instant of UTC to the millisecond, written so that it sorts as text."""
    if type(value) is not str or not _CLOCK.fullmatch(value, 10) or not _is_real_day(value[:10]):
        raise InvalidDocument


@lru_cache(maxsize=4096)
def _is_real_day(day: str) -> bool:
    if not _DAY.fullmatch(day):
        return False
    try:
        date.fromisoformat(day)
    except ValueError:
        return False
    return True


def hexadecimal(value: object) -> None:
    """Lower-case hex of whole bytes, possibly none."""
    if type(value) is not str or not _HEX.fullmatch(value):
        raise InvalidDocument


def identifiers(value: object) -> None:
    """An array of identifiers; looked at as one text, because half of what is read are these."""
    if type(value) is not list:
        raise InvalidDocument
    if not value or _is_text_of_identifiers(value):
        return
    for index, member in enumerate(value):
        if type(member) is not str or _SEPARATOR in member:
            raise InvalidDocument(index)


def _is_text_of_identifiers(members: list[str]) -> bool:
    try:
        return _SEPARATOR not in "".join(members)
    except TypeError:
        return False


def distances(value: object) -> None:
    """An object of whole numbers; written out for the same reason."""
    if type(value) is not dict:
        raise InvalidDocument
    for name, member in value.items():
        if type(member) is not int or not 0 <= member <= LARGEST_INTEGER:
            raise InvalidDocument(name)


def nullable(check: Check) -> Check:
    """Return the check that lets null through as well."""

    def check_unless_null(value: object) -> None:
        if value is not None:
            check(value)

    return check_unless_null


def array(item: Check, least: int = 0) -> Check:
    """Return the check of an array whose items all pass."""

    def check(value: object) -> None:
        if type(value) is not list or len(value) < least:
            raise InvalidDocument
        for index, member in enumerate(value):
            try:
                item(member)
            except InvalidDocument as fault:
                raise fault.inside(index) from None

    return check


def record(members: Mapping[str, Check]) -> Check:
    """Return the check of an object with exactly these keys."""
    names = members.keys()
    checks = tuple(members.items())

    def check(value: object) -> None:
        if type(value) is not dict:
            raise InvalidDocument
        if value.keys() != names:
            raise InvalidDocument(min(value.keys() ^ names))
        for name, member in checks:
            try:
                member(value[name])
            except InvalidDocument as fault:
                raise fault.inside(name) from None

    return check

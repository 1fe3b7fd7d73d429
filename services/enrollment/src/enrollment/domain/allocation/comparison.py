"""Comparing a published result with the one computed here: do their canonical forms agree; if not, where?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from enrollment.domain.allocation import ijson, jcs
from enrollment.domain.allocation.invalid import InvalidDocument

_SHOWN = 80
_NOTHING = object()


@dataclass(frozen=True, slots=True)
class Difference:
    """The first place where two results differ: a JSON Pointer, and what stands there in each.

    In a placement that is of the same child in both, the child is named as well.
    """

    pointer: str
    published: str
    computed: str
    child: str | None = None


def first_difference(published: bytes, computed: bytes) -> Difference | None:
    """Compare the canonical form of a published file with computed canonical bytes; None if they agree."""
    if published == computed:
        return None
    try:
        ours, theirs = ijson.read(computed), ijson.read(published)
        if jcs.canonical(theirs) == computed:
            return None
    except InvalidDocument as fault:
        return Difference(fault.pointer, "what is not I-JSON", "a result")
    except ValueError:
        return Difference("", "a number without canonical form", "a result")
    except RecursionError:
        return Difference("", "what is nested hundreds deep", "a result")
    return next(_differences((), theirs, ours), None)


_Path = tuple[str | int, ...]


def _differences(path: _Path, theirs: object, ours: object, child: str | None = None) -> Iterator[Difference]:
    """Yield what differs, in canonical order."""
    if isinstance(theirs, dict) and isinstance(ours, dict):
        child = _shown(ours["child"]) if "child" in ours and ours["child"] == theirs.get("child") else None
        for key in jcs.in_key_order(theirs.keys() | ours.keys()):
            their, our = theirs.get(key, _NOTHING), ours.get(key, _NOTHING)
            yield from _differences((*path, key), their, our, child)
    elif isinstance(theirs, list) and isinstance(ours, list):
        for index, (their, our) in enumerate(zip_longest(theirs, ours, fillvalue=_NOTHING)):
            yield from _differences((*path, index), their, our)
    elif theirs is _NOTHING or ours is _NOTHING or jcs.canonical(theirs) != jcs.canonical(ours):
        yield Difference(InvalidDocument(*path).pointer, _shown(theirs), _shown(ours), child)


def _shown(value: Any) -> str:
    if value is _NOTHING:
        return "nothing"
    text = jcs.canonical(value).decode()
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"

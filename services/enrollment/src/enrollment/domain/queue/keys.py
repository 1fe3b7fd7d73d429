"""The key of an entry as one text that sorts byte by byte as the keys do, for indexes and for comparing."""

from __future__ import annotations

from enrollment.domain.queue.rules import Entry, Rules

_FARTHEST = "9" * 16
"""Behind every distance, of which the longest has sixteen digits."""
_SEPARATOR = "|"


def keyed(
    rules: Rules, tier: int, *, registered_at: str, number: str = "", distance: int | None = None
) -> Entry:
    """Return an entry whose key is one text; the number is missing until it is drawn, and ties with nobody then."""
    far = _FARTHEST if distance is None else f"{distance:016d}"
    values = {"REGISTERED_AT": registered_at, "DISTANCE": far, "NUMBER": number}
    return Entry(tier, (_SEPARATOR.join(values[key] for key in rules.pack["order"]),))


def metres_in(key: str) -> int | None:
    """Return the distance in a key; None where none is in it or it is missing."""
    distance = next(filter(_is_distance, key.split(_SEPARATOR)), _FARTHEST)
    return None if distance == _FARTHEST else int(distance)


def shown(key: str) -> str:
    """Return the key for people: metres without the noughts that make them sort, nothing where they are missing."""
    return _SEPARATOR.join(
        ("" if value == _FARTHEST else str(int(value))) if _is_distance(value) else value
        for value in key.split(_SEPARATOR)
    )


def _is_distance(value: str) -> bool:
    """No other key has this form: an instant has letters in it, and a number is longer or not drawn."""
    return len(value) == len(_FARTHEST) and value.isdecimal()


def with_number(key: str, number: str) -> str:
    """Return the key with another number, which always comes last."""
    return key[: key.rindex(_SEPARATOR) + 1] + number if _SEPARATOR in key else number

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


def with_number(key: str, number: str) -> str:
    """Return the key with another number, which always comes last."""
    return key[: key.rindex(_SEPARATOR) + 1] + number if _SEPARATOR in key else number

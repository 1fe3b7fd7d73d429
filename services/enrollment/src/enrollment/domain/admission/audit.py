"""The audit log: entries that can only be added, each bound to the one before it by a hash."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

BEGINNING = "0" * 64
"""What the first entry is bound to."""


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """What somebody did to which record, and when; `hash` covers all of it and the entry before."""

    number: int
    at: datetime
    actor: str
    action: str
    record: str
    previous: str
    hash: str


def append(last: AuditEntry | None, *, at: datetime, actor: str, action: str, record: str) -> AuditEntry:
    """Return the entry that follows the last one."""
    number = last.number + 1 if last else 1
    previous = last.hash if last else BEGINNING
    return AuditEntry(
        number, at, actor, action, record, previous, _hash(number, at, actor, action, record, previous)
    )


def first_broken(entries: Iterable[AuditEntry]) -> int | None:
    """Return the number that the first entry should have that was changed, removed or put in; None if none was.

    An entry missing at the end is found by comparing the last hash with one that was noted elsewhere.
    """
    number, previous = 1, BEGINNING
    for entry in entries:
        expected = _hash(number, entry.at, entry.actor, entry.action, entry.record, previous)
        if (entry.number, entry.previous, entry.hash) != (number, previous, expected):
            return number
        number, previous = number + 1, entry.hash
    return None


def _hash(number: int, at: datetime, actor: str, action: str, record: str, previous: str) -> str:
    text = json.dumps([number, at.isoformat(), actor, action, record, previous])
    return hashlib.sha256(text.encode()).hexdigest()

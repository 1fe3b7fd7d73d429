"""What was changed, removed or put into the audit log is found."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enrollment.domain.admission.audit import AuditEntry, append, first_broken

from .nouns import APRIL_1


def log(length: int) -> list[AuditEntry]:
    entries: list[AuditEntry] = []
    for number in range(length):
        last = entries[-1] if entries else None
        entries.append(
            append(last, at=APRIL_1, actor="district", action="claim verified", record=f"a{number}")
        )
    return entries


def test_an_untouched_log_is_whole() -> None:
    assert first_broken(log(5)) is None
    assert first_broken([]) is None


@given(st.integers(0, 4), st.sampled_from(["actor", "action", "record", "previous", "hash"]), st.text())
def test_a_changed_entry_is_found(place: int, member: str, text: str) -> None:
    entries = log(5)
    if getattr(entries[place], member) == text:
        return

    entries[place] = replace(entries[place], **{member: text})  # type: ignore[arg-type]

    assert first_broken(entries) == place + 1


@pytest.mark.parametrize("place", range(4))
def test_a_removed_or_exchanged_entry_is_found(place: int) -> None:
    entries = log(5)

    assert first_broken(entries[:place] + entries[place + 1 :]) == place + 1
    entries[place], entries[place + 1] = entries[place + 1], entries[place]
    assert first_broken(entries) == place + 1

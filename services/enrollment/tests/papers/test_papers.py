"""The numbers of documents are compared without being read, and the register of civil acts may be a file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from chassis.national_ids import NationalIds
from chassis.settings import platform_settings
from enrollment import papers
from enrollment.domain.admission.child import CivilEntry, DocumentKind
from enrollment.papers.civil_register import FileRegister, NoRegister
from enrollment.papers.seals import DocumentSeals
from enrollment.settings import enrollment_settings
from enrollment.usecases.admission.ports import Document

SEALS = DocumentSeals(NationalIds({"a": bytes(32)}))
LINES = """\
{"kind": "NATIONAL_ID", "number": "123-456-789 00", "birthDate": "2020-05-05"}

{"kind": "BIRTH_CERTIFICATE", "number": "I-БД 7", "birthDate": "2019-01-02", "diedOn": "2026-01-01"}
"""


@pytest.fixture
def register(tmp_path: Path) -> FileRegister:
    """Two persons, one of whom has died."""
    file = tmp_path / "register.jsonl"
    file.write_text(LINES, encoding="utf-8")
    return FileRegister(file)


@pytest.fixture
def settings_read_anew() -> Iterator[None]:
    """What was read of the environment before is forgotten, and forgotten again."""
    readings = (papers.seals, platform_settings, enrollment_settings)
    for reading in readings:
        reading.cache_clear()
    yield
    for reading in readings:
        reading.cache_clear()


async def test_the_register_knows_a_number_however_it_is_spelled(register: FileRegister) -> None:
    found = await register.look_up(Document(DocumentKind.NATIONAL_ID, "123 456 789-00"))
    dead = await register.look_up(Document(DocumentKind.BIRTH_CERTIFICATE, "i-бд 7"))

    assert found == CivilEntry(date(2020, 5, 5))
    assert dead == CivilEntry(date(2019, 1, 2), date(2026, 1, 1))


async def test_who_is_in_no_register_is_known_to_nobody(register: FileRegister) -> None:
    unknown = Document(DocumentKind.PASSPORT, "123-456-789 00")

    assert await register.look_up(unknown) is None
    assert await NoRegister().look_up(unknown) is None


def test_a_passport_is_no_birth_certificate_of_the_same_number() -> None:
    passport = SEALS.store(Document(DocumentKind.PASSPORT, "7"))

    assert passport.match in SEALS.matches(Document(DocumentKind.PASSPORT, "7"))
    assert passport.match not in SEALS.matches(Document(DocumentKind.BIRTH_CERTIFICATE, "7"))
    assert passport.sealed != SEALS.store(Document(DocumentKind.PASSPORT, "7")).sealed


@pytest.mark.usefixtures("settings_read_anew")
def test_the_key_that_everybody_knows_is_refused_in_production(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BILIM_ENV", "production")
    monkeypatch.setenv("BILIM_SECRET", "a secret of its own, long enough")

    with pytest.raises(papers.KeyMissing, match="ENROLLMENT_DOCUMENT_KEYS"):
        papers.seals()

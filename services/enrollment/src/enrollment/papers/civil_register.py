"""The register of civil acts as a file, for development and for trials: a list of documents with their persons.

A line of JSON each: `{"kind": "NATIONAL_ID", "number": "…", "birthDate": "2020-05-05", "diedOn": null}`.
"""

from datetime import date
from pathlib import Path
from typing import Any

import orjson

from chassis.national_ids import normalised
from enrollment.domain.admission.child import CivilEntry
from enrollment.usecases.admission.ports import Document


class FileRegister:
    """See usecases/admission/ports.py. Read once; a register of millions is asked over its own interface instead."""

    def __init__(self, file: Path) -> None:
        lines = [orjson.loads(line) for line in file.read_bytes().splitlines() if line.strip()]
        self._entries = {(line["kind"], normalised(line["number"])): _entry(line) for line in lines}

    async def look_up(self, document: Document) -> CivilEntry | None:
        """What the file says of a document's holder."""
        return self._entries.get((document.kind, normalised(document.number)))


class NoRegister:
    """Where no register is connected: nothing is known of anybody, and the papers alone decide."""

    async def look_up(self, _document: Document) -> CivilEntry | None:
        """Nothing."""
        return None


def _entry(line: dict[str, Any]) -> CivilEntry:
    died = line.get("diedOn")
    return CivilEntry(date.fromisoformat(line["birthDate"]), date.fromisoformat(died) if died else None)

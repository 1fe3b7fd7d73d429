"""Reads the cells of one row; a cell that is wrong is noted and reading goes on."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from zoneinfo import available_timezones

from devhost.loading.form import KINDS_AS_PRINTED, SchoolKind
from devhost.loading.mistakes import Mistake

WHOLE_NUMBER = re.compile(r"[0-9]{1,9}")
SPEED = re.compile(r"[0-9]{1,9}([.,][0-9]{1,6})?")
SEVERAL = re.compile(r"[,;]")
NO_NAME = "-"


@dataclass(frozen=True, slots=True)
class Cells:
    """A row by column name, and the list that takes its mistakes."""

    row: int
    cells: Mapping[str, str]
    mistakes: list[Mistake]

    def wrong(self, column: str, code: str, **facts: object) -> None:
        """Note a mistake of this row."""
        self.mistakes.append(Mistake.of(self.row, column, code, **facts))

    def optional(self, column: str) -> str:
        """The text, empty if the cell is blank or the column absent."""
        return self.cells.get(column, "")

    def text(self, column: str) -> str:
        """A text that must be there."""
        if not self.optional(column):
            self.wrong(column, "BLANK")
        return self.optional(column)

    def count(self, column: str, *, most: int, blank: bool = True) -> int | None:
        """A whole number; None for a blank cell, which says nothing about how many."""
        text = self.optional(column) if blank else self.text(column)
        if not text:
            return None
        if not WHOLE_NUMBER.fullmatch(text) or int(text) > most:
            self.wrong(column, "NOT_A_COUNT", value=text, most=most)
            return None
        return int(text)

    def speed(self, column: str, *, most: int) -> Decimal | None:
        """Mbit/s, with a decimal point or comma."""
        text = self.optional(column)
        if not text:
            return None
        if not SPEED.fullmatch(text) or Decimal(text.replace(",", ".")) > most:
            self.wrong(column, "NOT_A_SPEED", value=text, most=most)
            return None
        return Decimal(text.replace(",", "."))

    def kind(self, column: str) -> SchoolKind:
        """The kind of school as Russian documents abbreviate it."""
        text = self.text(column)
        if text and text.upper() not in KINDS_AS_PRINTED:
            self.wrong(column, "UNKNOWN_KIND", value=text, known=", ".join(KINDS_AS_PRINTED))
        return KINDS_AS_PRINTED.get(text.upper(), SchoolKind.SECONDARY)

    def day(self, column: str, *, otherwise: date) -> date:
        """A date in the form 2022-02-28."""
        text = self.optional(column)
        try:
            return date.fromisoformat(text) if text else otherwise
        except ValueError:
            self.wrong(column, "NOT_A_DATE", value=text)
            return otherwise

    def zone(self, column: str, *, otherwise: str) -> str:
        """An IANA time zone."""
        text = self.optional(column) or otherwise
        if text != otherwise and text not in available_timezones():
            self.wrong(column, "NOT_A_ZONE", value=text)
        return text

    def names(self, column: str) -> tuple[str, ...]:
        """Several names in one cell."""
        parts = (part.strip() for part in SEVERAL.split(self.optional(column)))
        return tuple(part for part in parts if part and part != NO_NAME)

"""Markdown tables, and the places of documents that are written from code."""

from collections.abc import Iterable, Iterator
from pathlib import Path

BEGIN = "<!-- from code, by `make readme` -->"
END = "<!-- end -->"


class NoMarkers(Exception):
    """A document has no place for its tables; the text says which."""


def table(heading: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """A Markdown table, nothing where there are no rows."""
    lines = [f"| {' | '.join(row)} |" for row in rows]
    if lines:
        yield from (f"| {' | '.join(heading)} |", "|---" * len(heading) + "|", *lines, "")


def with_tables(document: Path, tables: str) -> str:
    """The document as it should be. Raises NoMarkers."""
    text = document.read_text(encoding="utf-8")
    if BEGIN not in text or END not in text:
        raise NoMarkers(f"{document} needs the lines {BEGIN} and {END}.")
    before, _, rest = text.partition(BEGIN)
    return f"{before}{BEGIN}\n\n{tables}\n{END}{rest.partition(END)[2]}"

"""Python source being written: lines, indented blocks, fresh names."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager


class Writer:
    """Lines of Python being written."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._depth = 0
        self._count = 0

    def line(self, text: str) -> None:
        """Write one line."""
        self.lines.append("    " * self._depth + text)

    @contextmanager
    def block(self, opening: str) -> Iterator[None]:
        """Write an indented block."""
        self.line(opening)
        self._depth += 1
        yield
        self._depth -= 1

    @contextmanager
    def given(self, condition: str | None) -> Iterator[None]:
        """Write an indented block under a condition, or the lines as they are."""
        if condition is None:
            yield
            return
        with self.block(f"if {condition}:"):
            yield

    def fresh(self, stem: str) -> str:
        """Make a new name."""
        self._count += 1
        return f"{stem}{self._count}"

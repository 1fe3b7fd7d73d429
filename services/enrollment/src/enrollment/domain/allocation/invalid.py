"""The one refusal of the engine: a document that is not valid, and the place in it that is at fault."""

from __future__ import annotations

from collections.abc import Iterable


class InvalidDocument(ValueError):
    """A document is refused whole; `pointer` (RFC 6901) names the smallest value at fault."""

    def __init__(self, *path: str | int) -> None:
        """Build the refusal of the value at this path, relative to the value being read."""
        super().__init__(*path)
        self.path = path

    def inside(self, *outer: str | int) -> InvalidDocument:
        """Return the same refusal as seen from the value around it."""
        return InvalidDocument(*outer, *self.path)

    @property
    def pointer(self) -> str:
        """The JSON Pointer of the value at fault; `""` is the whole document."""
        return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in self.path)

    def __str__(self) -> str:
        """Say where the fault is."""
        return f'the allocation document is invalid at "{self.pointer}"'


def second_of_equals(values: Iterable[str]) -> int:
    """Return where the first value stands that stood before; that there is one was seen by who asks."""
    known: set[str] = set()
    for index, value in enumerate(values):
        if value in known:
            return index
        known.add(value)
    raise ValueError("all differ")

"""The one refusal of the engine: a document that is not valid, and the place in it that is at fault."""

from __future__ import annotations


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

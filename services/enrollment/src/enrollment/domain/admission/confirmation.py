"""How far a confirmed run has come: its numbers are drawn, then its places offered, then whoever got none waits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID


class Part(StrEnum):
    """What is to be done next."""

    NUMBERS = "NUMBERS"
    PLACES = "PLACES"
    OTHERS = "OTHERS"
    NOTHING = "NOTHING"


@dataclass(frozen=True, slots=True)
class Reached:
    """Where a confirmation goes on. It is kept with what was done, so that nothing is done twice or left out.

    `queue` is the last one whose numbers are drawn, `placements` how many of the run's were taken up, and `answered`
    how many applications know what came of them.
    """

    part: Part = Part.NUMBERS
    queue: str = str(UUID(int=0))
    placements: int = 0
    answered: int = 0

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> Reached:
        """What was kept; the beginning where nothing was."""
        return cls(**{**kept, "part": Part(kept["part"])}) if kept else cls()

    def kept(self) -> dict[str, Any]:
        """What is kept."""
        return asdict(self)

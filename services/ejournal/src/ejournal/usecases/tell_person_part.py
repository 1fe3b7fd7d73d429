"""Who asks for a person's record is told what the journal holds of the person, sealed."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from chassis.sealed_parts import SealedPart
from ejournal.domain.person_part import PersonPartSealed
from ejournal.usecases.ports import EjournalWork

Seal = Callable[[dict[str, Any]], SealedPart]
"""Encrypts for who asked, and signs."""


@dataclass(frozen=True, slots=True)
class TellPersonPart:
    """Which question is answered, and of whom."""

    export: UUID
    person: UUID


async def tell_person_part(command: TellPersonPart, *, work: EjournalWork, seal: Seal) -> None:
    """Answers with everything; with empty lists where nothing is held."""
    async with work() as unit:
        part = seal(await unit.copies.record_of(command.person))
        unit.tell(PersonPartSealed(command.export, command.person, part.sealed, part.signature))

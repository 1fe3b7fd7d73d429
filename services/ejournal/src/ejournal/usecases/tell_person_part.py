"""Who asks for a person's record is told what the journal holds of the person, sealed."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from chassis.sealed_parts import SealedPart
from ejournal.domain.person_part import PersonPartSealed
from ejournal.usecases.ports import EjournalWork

Seal = Callable[[dict[str, Any]], SealedPart]
"""Encrypts for who asked, and signs."""


async def tell_person_part(export: UUID, person: UUID, seal: Seal, *, work: EjournalWork) -> None:
    """Answers with everything; with empty lists where nothing is held."""
    async with work() as unit:
        part = seal(await unit.copies.record_of(person))
        unit.tell(PersonPartSealed(export, person, part.sealed, part.signature))

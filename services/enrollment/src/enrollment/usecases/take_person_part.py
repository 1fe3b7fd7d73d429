"""What another service holds of a person arrives for who asked."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from enrollment.usecases.ports import EnrollmentWork

Open = Callable[[bytes], dict[str, Any]]
"""Opens the part with the private key of the question."""


@dataclass(frozen=True, slots=True)
class TakePersonPart:
    """Which question was answered, and by which service."""

    export: UUID
    service: str


async def take_person_part(command: TakePersonPart, *, work: EnrollmentWork, open_part: Open) -> None:
    """Adds a part to its export; one that is done, or that was never asked for here, takes none."""
    async with work() as unit:
        found = await unit.person_exports.find(id=command.export)
        if found is not None and found.private_key is not None:
            found.take_part(command.service, open_part(found.private_key))

"""What another service holds of a person arrives for who asked."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from enrollment.usecases.ports import EnrollmentWork

Open = Callable[[bytes], dict[str, Any]]
"""Opens the part with the private key of the question."""


async def take_person_part(export: UUID, service: str, open_part: Open, *, work: EnrollmentWork) -> None:
    """Adds a part to its export; one that is done, or that was never asked for here, takes none."""
    async with work() as unit:
        found = await unit.person_exports.find(id=export)
        if found is not None and found.private_key is not None:
            found.take_part(service, open_part(found.private_key))

"""A person's name is forgotten, as its owner asks; pupils and guardians are told of, so that a backup is reminded."""

from datetime import date
from uuid import UUID

from ejournal.domain.person import Forgotten, PersonForgotten
from ejournal.usecases.ports import EjournalWork


async def forget_person(person: UUID, kind: Forgotten, *, work: EjournalWork, on: date) -> None:
    """Forgets a name; one that was never known as well."""
    async with work() as unit:
        unit.copies.forget_name(person)
        if kind is not Forgotten.TEACHER:
            unit.tell(PersonForgotten(person, kind, on))

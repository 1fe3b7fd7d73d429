"""A person's name is forgotten, as its owner asks; pupils and guardians are told of, so that a backup is reminded."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ejournal.domain.person import Forgotten, PersonForgotten
from ejournal.usecases.ports import EjournalWork


@dataclass(frozen=True, slots=True)
class ForgetPerson:
    """Whose name goes."""

    person: UUID
    kind: Forgotten


async def forget_person(command: ForgetPerson, *, work: EjournalWork, on: date) -> None:
    """Forgets a name; one that was never known as well."""
    async with work() as unit:
        unit.copies.forget_name(command.person)
        if command.kind is not Forgotten.TEACHER:
            unit.tell(PersonForgotten(command.person, command.kind, on))
